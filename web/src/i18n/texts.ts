import i18next from 'i18next';
import { useMemo } from 'react';
import { currentLanguage, useLanguage } from './language.ts';
import type { Language } from './language.ts';

type Catalogue = Readonly<Record<string, string>>;

/** English tells one from many: beside each `…_other` of the Indonesian texts it has a `…_one`. */
type Singular<Id> = { [Key in keyof Id as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]: string };

/** Texts of one part of the portal in both languages; the compiler wants every key in both. */
export interface Texts<Id extends Catalogue> {
  readonly name: string;
  readonly id: Id;
  readonly en: { readonly [Key in keyof Id]: string } & Singular<Id>;
}

type Stem<Key> = Key extends `${infer Plain}_other` ? Plain : Key;
export type TextKey<Id extends Catalogue> = Stem<keyof Id & string>;
export type Values = Readonly<Record<string, string | number>>;

/** Gives the text of a key; `{{name}}` in it is replaced by a value, and `count` chooses the form. */
export type Tell<Id extends Catalogue> = (key: TextKey<Id>, values?: Values) => string;

/** @param name of its own among all texts, e.g. the folder of the pages */
export function defineTexts<const Id extends Catalogue>(name: string, languages: Omit<Texts<Id>, 'name'>): Texts<Id> {
  return { name, ...languages };
}

function tellerOf<Id extends Catalogue>(texts: Texts<Id>, language: Language): Tell<Id> {
  if (!i18next.hasResourceBundle(language, texts.name))
    i18next.addResourceBundle(language, texts.name, texts[language]);
  // As any text: i18next's own types know other catalogues than these.
  const tell = (key: string, values?: Values): string => i18next.t(key, { ...values, lng: language, ns: texts.name });
  return tell;
}

/** The texts in the language shown; the component shows itself anew when the language changes. */
export function useTexts<Id extends Catalogue>(texts: Texts<Id>): Tell<Id> {
  const language = useLanguage();
  return useMemo(() => tellerOf(texts, language), [texts, language]);
}

/** The same outside of components. */
export const textsNow = <Id extends Catalogue>(texts: Texts<Id>): Tell<Id> => tellerOf(texts, currentLanguage());
