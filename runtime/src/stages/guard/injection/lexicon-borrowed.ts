import type { ConceptWords } from './concept-names.ts';

/**
 * English as it is spelled in Cyrillic, and words of neighbouring languages that turn up in mixed texts: what an
 * attack needs, no more.
 */
export const borrowedConcepts: ConceptWords = {
  cancel:
    'форгет* фогет* игнор* ігнор* дисрегард* оверрайд* кэнсел* скип* олвида olvida* ignora* ignore-toi oublie* oubliez vergiss vergessen ignoriere* missachte zapomnij zignoruj* zapomeň ignoruj* dimentica* esqueça esquece unut',
  undo: 'форгет* фогет* игнор* ігнор* дисрегард* оверрайд* olvida* ignora* oublie* oubliez vergiss ignoriere* zapomnij zignoruj* ignoruj* dimentica* esqueça esquece unut',
  rules:
    'инстракш* інстракш* инструкшн* рулс рулз рулес інстракшн* гайдлайн* рестрикш* реглы instrucciones reglas anweisungen regeln instructions consignes règles zasady zasad instrukcje instrukcji istruzioni regole instruções regras kurallar pravila',
  prior:
    'превиоус* привиос* anteriores previas vorherigen bisherigen précédentes poprzednie wszystkie precedenti',
  everything: 'олл alle alles todas todo tutte toutes wszystko wszystkie',
  show: 'шоу гив тел телл принт ревил рэвил репит рипит muestra muéstrame dime enseña zeige zeig nenne montre affiche dis-moi pokaż powiedz wypisz wyświetl mostra rivela mostre göster',
  hidden: 'хидден секрет* oculto geheim geheime caché ukryte ukryty tajny nascosto',
  system: 'систем сістем сайстем sistema systemowy systemowe système',
  text: 'мессидж* меседж* мессадж* промпт*',
  your: 'ёр йор юр юор йоур tus deine deinen dein tes votre twoje twoich tuoi seus',
  thee: 'ю ёр йор юр tus tu deine deinen dein du tes twoje ty tuoi',
  without: 'визаут вислаут sin ohne sans bez senza sem',
  limits: 'лимит* рестрикш* restricciones límites einschränkungen beschränkungen limites ograniczeń limiti',
  become: 'экт actúa agis verhalte zachowuj comportati',
  persona: 'анрестриктед анлимитед хакер*',
  price: 'прайс* прайз* precio preis prix cena cenę prezzo',
  free: 'фри gratis kostenlos gratuit gratuitement darmo',
  discount: 'дискаунт* descuento rabatt remise zniżk* zniżkę sconto',
  paid: 'пейд pagado bezahlt payé opłacone zapłacone pagato',
  mark: 'марк marca marque oznacz segna markiere',
  secret: 'пасворд* пассворд* contraseña passwort hasło',
};
