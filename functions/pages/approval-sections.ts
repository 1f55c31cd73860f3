import type { LevelState } from '../../domain/approval/level.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import type { ApprovalView } from './approval-view.ts';
import { workersIn } from './approval-view.ts';
import { chartTable } from './charts.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { ruleLabel } from './rule-labels.ts';
import { codeName, localMoment, pick, shortHash, wholeNumber } from './words.ts';
import type { Language } from './words.ts';

/** What the allocations have left before and after this request, by programme. */
export function budgetSection(view: ApprovalView, language: Language): Html {
  const words =
    language === 'id'
      ? {
          title: 'Pagu anggaran',
          programme: 'Program',
          before: 'Sisa sebelum',
          held: 'Usulan ini',
          after: 'Sisa sesudah',
        }
      : { title: 'Budget', programme: 'Programme', before: 'Left before', held: 'This request', after: 'Left after' };
  return html`<section class="card">
    <h2>${words.title}: ${view.sourceName}</h2>
    <table class="budget">
      <thead>
        <tr>
          <th scope="col">${words.programme}</th>
          <th scope="col" class="num">${words.before}</th>
          <th scope="col" class="num">${words.held}</th>
          <th scope="col" class="num">${words.after}</th>
        </tr>
      </thead>
      <tbody>
        ${view.budgets.map(
          ({ allocation, held }) =>
            html`<tr>
              <th scope="row">
                ${allocation.programme}<br /><span class="small soft">${allocation.accountCode}</span>
              </th>
              <td class="num" data-label="${words.before}">${formatRupiah(allocation.available + held)}</td>
              <td class="num" data-label="${words.held}">
                ${formatRupiah(held)}<br /><span class="small soft"
                  >${share(held, allocation.allocated, language)}</span
                >
              </td>
              <td class="num" data-label="${words.after}">${formatRupiah(allocation.available)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function share(part: number, whole: number, language: Language): string {
  const percent = whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
  const text = String(percent);
  return language === 'id' ? `${text.replace('.', ',')}% dari pagu` : `${text}% of the allocation`;
}

/** Who is to be covered: kecamatan where there are several, villages, occupation, age, sex. */
export function workersSection(view: ApprovalView, language: Language): Html {
  const words =
    language === 'id'
      ? {
          title: 'Siapa yang dilindungi',
          place: 'Kecamatan',
          village: 'Desa',
          occupation: 'Pekerjaan',
          age: 'Usia',
          sex: 'Jenis kelamin',
        }
      : {
          title: 'Who is covered',
          place: 'Kecamatan',
          village: 'Village',
          occupation: 'Occupation',
          age: 'Age',
          sex: 'Sex',
        };
  const places = new Map(view.regency.kecamatan.map((one) => [one.code, one.name]));
  const sexes: Readonly<Record<string, string>> =
    language === 'id' ? { L: 'Laki-laki', P: 'Perempuan' } : { L: 'Men', P: 'Women' };
  const bars = (counts: Readonly<Record<string, number>>, name: (key: string) => string) =>
    Object.entries(counts).map(([key, count]) => [name(key), count] as const);
  const villages = new Map(view.regency.villages.map((one) => [one.code, one.name]));
  const { byKecamatan, byVillage = {}, byOccupation, byAge = {}, bySex } = view.summary;
  const isOnePlace = Object.keys(byKecamatan).length < 2 && Object.keys(byVillage).length > 0;
  const bands = Object.fromEntries(Object.entries(byAge).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const ages = bars(bands, (band) => band.replace('-', '–'));
  const charts = [
    ...(isOnePlace ? [] : [{ title: words.place, bars: bars(byKecamatan, (code) => places.get(code) ?? code) }]),
    { title: words.village, bars: bars(byVillage, (code) => villages.get(code) ?? code) },
    { title: words.occupation, bars: bars(byOccupation, codeName) },
    { title: words.age, bars: ages, inOrder: true as const },
    { title: words.sex, bars: bars(bySex, (key) => sexes[key] ?? key) },
  ];
  return html`<section class="card">
    <h2>${words.title}</h2>
    <div class="charts">
      ${charts.filter(({ bars: of }) => of.length > 0).map((chart) => chartTable(chart, language))}
    </div>
  </section>`;
}

/** What the rules found: workers with a warning, and who was left out for which reason. */
export function exceptionsSection(view: ApprovalView, language: Language): Html | null {
  const { warned, refused, badRows, reasons } = view.summary;
  if (warned === 0 && refused === 0 && badRows === 0) return null;
  const count = (value: number) => wholeNumber(value, language);
  const sentences =
    language === 'id'
      ? [
          warned > 0 && `${count(warned)} pekerja ikut dengan catatan; lihat kolom Catatan di daftar.`,
          refused > 0 && `${count(refused)} pekerja tidak memenuhi syarat dan tidak ikut dibayar.`,
          badRows > 0 && `${count(badRows)} baris tidak terbaca dan tidak ikut dibayar.`,
        ]
      : [
          warned > 0 && `${count(warned)} workers are included with a warning; see the Note column of the list.`,
          refused > 0 && `${count(refused)} workers are not eligible and are not paid for.`,
          badRows > 0 && `${count(badRows)} rows could not be read and are not paid for.`,
        ];
  const listed = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  return html`<section class="card note warn">
    <h2>${language === 'id' ? 'Catatan dan pengecualian' : 'Warnings and exceptions'}</h2>
    ${sentences.map((sentence) => sentence !== false && html`<p>${sentence}</p>`)}
    ${
      listed.length > 0 &&
      html`<p>${language === 'id' ? 'Alasannya:' : 'The reasons:'}</p>
        <ul class="small">
          ${listed.slice(0, 10).map(([id, times]) => html`<li>${pick(ruleLabel(id), language)}: ${count(times)}</li>`)}
        </ul>`
    }
  </section>`;
}

/** What earlier levels decided, and how far this one is. */
export function decisionsSection(view: ApprovalView, language: Language): Html {
  const title = language === 'id' ? 'Persetujuan sejauh ini' : 'Approvals so far';
  const none = language === 'id' ? 'Belum ada keputusan.' : 'No decision yet.';
  return html`<section class="card">
    <h2>${title}</h2>
    <ol class="steps">
      ${view.levels.map((level) => {
        const votes = votesOf(level, view, language);
        return html`<li>
          <b>${pick(level.title, language)}</b>
          ${votes.length === 0 ? html`<div class="soft">${none}</div>` : votes}
        </li>`;
      })}
    </ol>
  </section>`;
}

const VOTED = {
  id: { approve: 'menyetujui', reject: 'menolak', return: 'mengembalikan' },
  en: { approve: 'approved', reject: 'rejected', return: 'returned' },
} as const;

function votesOf(level: LevelState, view: ApprovalView, language: Language): Html[] {
  const { utcOffsetMinutes } = view.regency;
  return level.seats.flatMap(({ vote }) => {
    if (vote === undefined) return [];
    const name = view.names.get(vote.byPersonId) ?? vote.byPersonId;
    return [
      html`<div>
        ${name} ${VOTED[language][vote.word]}
        <span class="small soft">${localMoment(vote.at, { language, utcOffsetMinutes })}</span>
        ${vote.reason !== undefined && html`<br />“${vote.reason}”`}
      </div>`,
    ];
  });
}

/** The two figures that matter most. */
export function figures(view: ApprovalView, { language, inWords }: { language: Language; inWords: string }): Html {
  const words =
    language === 'id'
      ? { workers: 'pekerja', amount: 'seluruh masa' }
      : { workers: 'workers', amount: 'for the whole period' };
  return html`<section class="card figures">
    <div><b>${wholeNumber(workersIn(view.summary), language)}</b> ${words.workers}</div>
    <div>
      <b>${formatRupiah(view.summary.total)}</b> ${words.amount}
      <div class="small soft">${inWords}</div>
    </div>
  </section>`;
}

export function contentMark(view: ApprovalView, language: Language): Html {
  const words =
    language === 'id'
      ? 'Sidik isi usulan (sama dengan yang tertera di surel):'
      : 'Fingerprint of the content (the same as in the mail):';
  return html`<p class="small soft">${words} <code>${shortHash(view.contentHash)}</code></p>`;
}
