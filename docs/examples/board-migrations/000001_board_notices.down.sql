drop table board_notices;
