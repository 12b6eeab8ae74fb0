import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, toInstant } from '../../src/schedule/local-time.ts';
import { checkDefinition, hashDefinition } from '../../src/study/check-definition.ts';
import { usualConsentParts } from '../../src/study/consent-parts.ts';
import { defaultProtocol } from '../../src/study/default-protocol.ts';
import { createInviteCode, inviteLinks, judgeInvite, readInviteCode } from '../../src/study/invites.ts';
import { type StudyVerb, statusAfter, statusesFor, studyStatuses } from '../../src/study/study-status.ts';
import { instrumentMarkOn, type VersionMark, versionOn } from '../../src/study/versions-in-force.ts';

const des9 = readFileSync(new URL('../../instruments/des-9.yaml', import.meta.url), 'utf8');
const text = (id: string, extra = ''): string => `  - {id: ${id}, type: text, ${extra}text: {en: What?}}`;
const instrument = (...items: string[]): string =>
  ['instrument: short', 'version: 1', 'languages: [en]', 'items:', ...items].join('\n');

describe('the status of a study', () => {
  it('moves draft → open ⇄ frozen → closed → deleted and in no other way', () => {
    const verbs: readonly StudyVerb[] = ['open', 'freeze', 'close', 'delete'];
    const moves = studyStatuses.flatMap((from) =>
      verbs
        .map((verb) => `${from} ${verb} ${statusAfter(from, verb)}`)
        .filter((move) => !move.endsWith('null')),
    );
    expect(moves).toEqual([
      ...['draft open open', 'draft delete deleted', 'open freeze frozen', 'open close closed'],
      ...['frozen open open', 'frozen close closed', 'closed delete deleted'],
    ]);
    expect(statusesFor('close')).toEqual(['open', 'frozen']);
  });
});

describe('an instrument of a study', () => {
  it('may be YAML or data, and needs every language of the study', () => {
    const read = checkDefinition('instrument', { text: des9 }, ['ru', 'uk', 'en']);
    expect(read).toMatchObject({ name: 'des-9', faults: [], warnings: [] });
    const again = checkDefinition('instrument', { data: read.definition }, ['ru']);
    expect(hashDefinition(again.definition)).toBe(hashDefinition(read.definition));
    const lacking = checkDefinition('instrument', { text: instrument(text('a')) }, ['en', 'uk']);
    expect(lacking.definition).toBeNull();
    expect(lacking.faults).toMatchObject([{ path: 'languages', reason: 'the study is also held in uk' }]);
  });

  it('warns above 30 questions and lets it be used', () => {
    const items = Array.from(
      { length: 30 },
      (_, index) => `  - {id: i${index}, type: yesno, text: {en: So?}}`,
    );
    const few = instrument(text('m', 'validate: moment, '), ...items.slice(1));
    expect(checkDefinition('instrument', { text: few }, ['en']).warnings).toEqual([]);
    const many = instrument(text('m', 'validate: moment, '), ...items);
    const { definition, warnings } = checkDefinition('instrument', { text: many }, ['en']);
    expect(definition).not.toBeNull();
    expect(warnings).toMatchObject([
      { severity: 'warning', path: 'items', reason: 'up to 31 questions in one survey' },
    ]);
  });

  it('warns when no text is checked as a moment', () => {
    const { warnings } = checkDefinition('instrument', { text: instrument(text('a')) }, ['en']);
    expect(warnings.map(({ reason }) => reason)).toEqual(['no text is checked as a report of a moment']);
  });
});

describe('a protocol of a study', () => {
  it('gets its defaults and warns of waves that end with the training', () => {
    expect(defaultProtocol).toMatchObject({
      hours: { start: '09:00', end: '21:00' },
      schedules: [{ kind: 'signal', count: 6, timing: { expiryMinutes: 45, reminders: 1 } }],
    });
    const short = { ...defaultProtocol, waves: [{ name: 'main', startDay: 1, days: 3 }] };
    const { definition, warnings } = checkDefinition('protocol', { data: short }, ['en']);
    expect(definition).not.toBeNull();
    expect(warnings).toMatchObject([{ path: 'waves', reason: expect.stringContaining('3 days together') }]);
  });

  it('reports all faults with lines when it came as YAML', () => {
    const yaml = 'waves:\n  - {name: a, startDay: 0, days: 1}\nschedules:\n  - {kind: signal, name: A}\n';
    const { definition, faults } = checkDefinition('protocol', { text: yaml }, ['en']);
    expect(definition).toBeNull();
    expect(faults.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'waves.0.startDay:2',
      'schedules.0.name:4',
    ]);
    expect(checkDefinition('protocol', { text: 'a: [' }, ['en']).faults[0]).toMatchObject({ line: 1 });
  });
});

describe('a consent', () => {
  it('needs the text and each part in every language of the study', () => {
    const whole = { text: { ru: 'да', en: 'yes' }, parts: { quotation: { en: 'quote' } } };
    expect(checkDefinition('consent', { data: whole }, ['en']).faults).toEqual([]);
    const { definition, faults } = checkDefinition('consent', { data: whole }, ['en', 'ru', 'uk']);
    expect(definition).toBeNull();
    expect(faults.map(({ path }) => path)).toEqual(['text.uk', 'parts.quotation.ru', 'parts.quotation.uk']);
    const odd = checkDefinition('consent', { data: { text: { en: ' ' }, sign: true } }, ['en']);
    expect(odd.faults).toHaveLength(2);
  });

  it('has usual words for its optional parts', () => {
    const data = { text: { ru: 'а', uk: 'б', en: 'c' }, parts: usualConsentParts };
    expect(checkDefinition('consent', { data }, ['ru', 'uk', 'en']).definition).toEqual(data);
  });
});

describe('a change to an open study', () => {
  const mark = (version: number, inForceAt: number | null, name = ''): VersionMark => ({
    ...{ kind: name === '' ? 'protocol' : 'instrument', version, name, hash: '', inForceAt },
  });

  it('holds from the next local day of each participant', () => {
    const changedAt = Date.UTC(2026, 2, 10, 23, 30);
    const marks = [mark(1, null), mark(2, changedAt)];
    const versionAt = (date: string, zone: string) => versionOn(marks, 'protocol', date, zone)?.version;
    expect(versionAt('2026-03-10', 'UTC')).toBe(1);
    expect(versionAt('2026-03-11', 'UTC')).toBe(2);
    // In Kyiv it is the 11th already, in New York still the afternoon of the 10th.
    expect(versionAt('2026-03-11', 'Europe/Kyiv')).toBe(1);
    expect(versionAt('2026-03-12', 'Europe/Kyiv')).toBe(2);
    expect(versionAt('2026-03-11', 'America/New_York')).toBe(2);
    expect(versionOn([mark(2, changedAt)], 'protocol', '2026-03-10', 'UTC')).toBeNull();
  });

  it('never changes the version of a date once that date has begun', () => {
    const zones = ['UTC', 'Europe/Kyiv', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Niue'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(...zones),
        (minutes, day, zone) => {
          const start = Date.UTC(2026, 9, 20);
          const changes = minutes
            .toSorted((one, other) => one - other)
            .map((minute) => start + minute * 60_000);
          const marks = [mark(1, null), ...changes.map((at, index) => mark(index + 2, at))];
          const date = addDays('2026-10-20', day);
          const midnight = toInstant(date, 0, zone);
          const before = marks.filter(({ inForceAt }) => inForceAt === null || inForceAt < midnight);
          expect(versionOn(marks, 'protocol', date, zone)).toEqual(before.at(-1));
        },
      ),
    );
  });

  it('chooses the instrument that a schedule names, else the newest that no schedule names', () => {
    const marks = [
      mark(1, null, 'day'),
      mark(2, null, 'evening'),
      mark(3, null, 'day'),
      mark(4, null, 'evening'),
    ];
    const chosen = (named: string[], wanted?: string) =>
      instrumentMarkOn(marks, named, wanted, '2026-03-10', 'UTC')?.version;
    expect(chosen(['evening'])).toBe(3);
    expect(chosen(['evening'], 'evening')).toBe(4);
    expect(chosen([])).toBe(4);
    expect(chosen(['evening', 'day'])).toBe(4);
    expect(chosen(['night'], 'night')).toBeUndefined();
  });
});

describe('an invitation', () => {
  const now = Date.UTC(2026, 2, 10);
  const good = {
    ...{
      studyId: 's',
      maxUses: 3,
      uses: 2,
      expiresAt: now + 1,
      isRevoked: false,
      studyStatus: 'open' as const,
    },
  };

  it('holds, or says why it does not', () => {
    expect(judgeInvite(good, now)).toBeNull();
    expect(judgeInvite({ ...good, maxUses: null, expiresAt: null, uses: 9 }, now)).toBeNull();
    expect(judgeInvite(null, now)).toBe('unknown');
    expect(judgeInvite({ ...good, studyStatus: 'deleted' }, now)).toBe('unknown');
    expect(judgeInvite({ ...good, isRevoked: true }, now)).toBe('revoked');
    expect(judgeInvite({ ...good, expiresAt: now }, now)).toBe('expired');
    expect(judgeInvite({ ...good, uses: 3 }, now)).toBe('used-up');
    expect(judgeInvite({ ...good, studyStatus: 'draft' }, now)).toBe('not-open-yet');
    expect(judgeInvite({ ...good, studyStatus: 'frozen' }, now)).toBe('paused');
    expect(judgeInvite({ ...good, studyStatus: 'closed' }, now)).toBe('closed');
  });

  it('has a code that survives links and typing', () => {
    const codes = new Set(Array.from({ length: 500 }, createInviteCode));
    expect(codes.size).toBe(500);
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{12}$/);
    const [code = ''] = codes;
    expect(readInviteCode(` ${code.toUpperCase()} `)).toBe(code);
    expect(readInviteCode('два слова')).toBeNull();
    expect(inviteLinks(code, { url: 'https://o.example', telegramUrl: 'https://t.me/b' })).toEqual({
      telegram: `https://t.me/b?start=${code}`,
      web: `https://o.example/esm/chat?invite=${code}`,
    });
    expect(inviteLinks(code, { url: '', telegramUrl: null }).telegram).toBeNull();
  });
});
