import type { Language } from 'opora';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Short frequent words that tell the three languages apart; words they share are left out. */
export const functionWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  ru: list(
    'что как все это он она они мне меня мой моя мое мои еще уже только чтобы или когда если был была было были есть нет ничего себя себе очень сейчас потом вдруг где кто его ее их из из-за про без под над перед какой какая какие такой так там тут тоже даже просто который которая которое которые думал думала думаю чувствую хочу хочется вижу слышу кажется наверное почему потому и всегда сегодня вчера вечером утром днем ваше ваш жду теперь тогда больше меньше нужно между вокруг чуть никогда иногда',
  ),
  uk: list(
    'що як все це він вона вони мені мене мій моя моє мої ще вже тільки щоб або коли якщо був була було були є немає нічого себе собі дуже зараз потім раптом де хто його її їх з із зі через про без під над перед який яка яке які такий так там тут теж навіть просто котрий думав думала думаю відчуваю хочу хочеться бачу чую здається мабуть чому тому бо й і від ніби наче ось адже хоч завжди сьогодні вчора ввечері вранці чекаю трохи тепер тоді більше менше треба між довкола ніколи іноді майже трішки щойно',
  ),
  en: list(
    "i the a an and of to in on my me is was were am are it this that with for at from by not no n't 's 'm 've 'll about what how some just but as so or if then there her his he she they we you your be been have had do did like into over up out down off after before when while nothing feeling thinking hearing seeing reading",
  ),
};

/** Frequent words of languages without rules. A word that one of the three languages has too is left out. */
export const foreignWords: Readonly<Record<'latin' | 'cyrillic', ReadonlySet<string>>> = {
  latin: list(
    'ich und nicht ist das der ein eine mit auf dem mich mir es war habe gerade je suis le les une des est que dans avec et mon ma mes une el los las una por con estoy mi mis muy pero il lo gli sono che di una per nel mia jestem nie się jest mam mnie był była não uma meu minha estou het een niet ik mijn bir ben ve çok için jag och inte det är som jeg ikke og sunt și ani czuję myślę denke fühle pense siento pienso penso sinto voel',
  ),
  cyrillic: list(
    'съм това беше няма много защото аз ще се сум беше што јас сам није нешто сe бити жана мен менің емес маған бұл',
  ),
};
