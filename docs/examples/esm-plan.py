"""Repeats the signals of one day: python3 docs/examples/esm-plan.py"""
import hashlib
import hmac
import json


def stream(seed, parts):
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    key = hmac.new(seed.encode(), text.encode(), hashlib.sha256).digest()
    block = 0
    while True:
        digest = hmac.new(key, block.to_bytes(8, "big"), hashlib.sha256).digest()
        for place in range(0, 30, 6):
            yield int.from_bytes(digest[place : place + 6], "big") / 2**48
        block += 1


def signals(seed, participant, date, schedule, version, seconds, count, gap):
    """Seconds into the window, which has no quiet hours here and no other schedule beside it."""
    numbers = stream(seed, [participant, date, schedule, version])
    edges = [index * seconds // count for index in range(count + 1)]
    while True:
        day = []
        for start, end in zip(edges, edges[1:]):
            second = start + int(next(numbers) * (end - start))
            if day and second - day[-1] < gap:
                break
            day.append(second)
        else:
            return day


for date in ["2026-11-21", "2026-11-22"]:
    day = signals("plan-seed", "p1", date, "day", 1, 12 * 3600, 6, 3600)
    print(date, " ".join(f"{9 + s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in day))
