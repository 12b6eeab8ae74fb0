import type { TurnWrite } from 'opora';
import type { GoldenFields } from '../../golden-fields/golden-fields.ts';

/** Fields that change, with the new values; of a group only the named members. */
export type GoldenChange = {
  readonly [Name in keyof GoldenFields]?: GoldenFields[Name] extends readonly unknown[]
    ? GoldenFields[Name]
    : GoldenFields[Name] extends object
      ? Partial<GoldenFields[Name]>
      : GoldenFields[Name];
};

/** Changes golden standard fields of a participant; what is not named stays. */
export function changeGoldenFields(conversationId: string, change: GoldenChange): TurnWrite {
  const { phenomenaFrequencies, commonPatterns, preferences, ...single } = change;
  const groups = Object.entries({ phenomenaFrequencies, commonPatterns, preferences }).filter(
    ([, members]) => members !== undefined,
  );
  return {
    name: 'esm-change-golden-fields',
    sql: `UPDATE esm_participants
SET golden_fields = COALESCE(golden_fields, '{}') || $2::jsonb || COALESCE((
  SELECT jsonb_object_agg(changed.name, COALESCE(golden_fields -> changed.name, '{}') || changed.members)
  FROM jsonb_each($3::jsonb) AS changed (name, members)
), '{}')
WHERE conversation_id = $1`,
    values: [conversationId, JSON.stringify(single), JSON.stringify(Object.fromEntries(groups))],
  };
}
