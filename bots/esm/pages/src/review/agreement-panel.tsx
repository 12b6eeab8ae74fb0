import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Agreement, getAgreement, phenomena } from '../api/annotations.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { SelectField } from '../parts/field.tsx';
import { formatNumber, formatShare } from '../words/format.ts';
import { reviewWords } from './review-words.ts';

const nameOf = ({ coders }: Agreement): string => coders.join(' – ');

function KappaRow({ row }: { readonly row: Agreement }): JSX.Element {
  const { language } = useApp();
  const words = useWords(reviewWords);
  const { phenomenon, responses, agreement, kappa } = row;
  return (
    <tr>
      <th scope="row">{words.phenomena[phenomenon]}</th>
      <td class="number">{formatNumber(language, responses)}</td>
      <td class="number">{formatShare(language, agreement, 1)}</td>
      <td class="number kappa">
        {kappa === null ? <span class="quiet">{words.noKappa}</span> : formatNumber(language, kappa, 2)}
      </td>
    </tr>
  );
}

function KappaTable({ agreements }: { readonly agreements: readonly Agreement[] }): JSX.Element {
  const words = useWords(reviewWords);
  const pairs = [...new Set(agreements.map(nameOf))];
  const [chosen, choose] = useState(pairs[0] ?? '');
  if (pairs.length === 0) return <p class="quiet">{words.oneCoder}</p>;
  const rows = agreements
    .filter((row) => nameOf(row) === chosen)
    .toSorted((one, other) => phenomena.indexOf(one.phenomenon) - phenomena.indexOf(other.phenomenon));
  return (
    <>
      {pairs.length > 1 && (
        <div class="filters">
          <SelectField
            label={words.coderPair}
            value={chosen}
            options={pairs.map((value) => ({ value, label: value }))}
            onValue={choose}
          />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by the keyboard */}
      <section class="table-wrap" aria-label={words.agreement} tabIndex={0}>
        <table class="agreement-table">
          <caption>{chosen}</caption>
          <thead>
            <tr>
              <th scope="col">{words.phenomenon}</th>
              <th scope="col" class="number">
                {words.both}
              </th>
              <th scope="col" class="number">
                {words.observed}
              </th>
              <th scope="col" class="number">
                {words.kappa}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <KappaRow key={row.phenomenon} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Cohen's κ of two coders, phenomenon by phenomenon. `codings` grows with every coding saved on the page. */
export function AgreementPanel(props: { readonly study: string; readonly codings: number }): JSX.Element {
  const { study, codings } = props;
  const { http } = useApp();
  const words = useWords(reviewWords);
  const loaded = useLoad(`agreement:${study}:${codings}`, (signal) => getAgreement(http, study, signal));
  return (
    <section class="block agreement">
      <h2>{words.agreement}</h2>
      <p class="lead">{words.agreementLead}</p>
      <LoadView loaded={loaded} lines={3}>
        {(agreements) => <KappaTable agreements={agreements} />}
      </LoadView>
    </section>
  );
}
