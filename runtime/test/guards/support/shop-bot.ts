import type { Bot, TurnContext, TurnFacts, Validator } from '../../../src/index.ts';
import {
  createFactsGate,
  createLanguageGate,
  createLeakGate,
  createLengthGate,
  createPersonalDataGate,
  createShapeGate,
} from '../../../src/index.ts';
import { type Proposal, prompt } from './malicious-model.ts';
import type { Order, Product, Shop } from './shop.ts';

export interface ShopBotOptions {
  readonly shop: Shop;
  readonly model: (shown: {
    readonly text: string;
    readonly facts: TurnFacts;
    readonly attempt: number;
  }) => Proposal;
  /** False: does what the model says and lets every Draft pass, to show that the attacks would do harm. */
  readonly gated: boolean;
}

/** An order that a person has been asked to confirm: made by the server, of the server's price. */
interface Offer {
  readonly sku: string;
  readonly quantity: number;
}

/** Payment and dispatch are claims like a price: they must stand in an order of this Conversation. */
const statusGate: Validator = {
  name: 'status',
  judge: ({ text }, { facts }) => {
    const claims = /оплачен|сплачен|відправлен|paid|shipped|dispatched/iu.test(text);
    return claims && !(facts.texts ?? []).some((fact) => /paid|shipped/u.test(fact))
      ? ['status-without-source']
      : [];
  },
};

const gates: readonly Validator[] = [
  createShapeGate(),
  createLengthGate(),
  createFactsGate(),
  createPersonalDataGate(),
  createLeakGate({ prompts: [prompt], allowedHosts: ['shop.example'] }),
  createLanguageGate(),
  statusGate,
];

/** A small shop: the model only talks and proposes; prices, statuses and whose order it is are the server's. */
export function createShopBot(options: ShopBotOptions): Bot {
  const { shop, model, gated } = options;
  return {
    name: 'shop',
    title: { ru: 'Магазин', uk: 'Крамниця', en: 'Shop' },
    commands: [],
    burst: { quietMs: 0, capMs: 0, maximumParts: 10, maximumCharacters: 20_000 },
    unknownDelivery: 'at-most-once',
    newerMessage: 'next',
    // Detectors and their effects are what this bot lives without.
    guards: {
      injection: 'note',
      messageRate: 'off',
      moderation: { refuse: 'note', care: 'note', handoff: 'note', calm: 'note' },
      exhausted: 'fallback',
    },
    validators: gated ? gates : [],
    effects: {
      order: {
        delivery: 'repeatable',
        deliver: ({ payload }) => placeOrder(shop, payload as unknown as Offer),
      },
    },
    correctDrafts: async ({ burst }, { facts, attempt }) => {
      const text = burst.map((update) => update.text ?? '').join('\n');
      return [{ text: model({ text, facts, attempt }).say }];
    },
    templateDrafts: ({ facts }) => [
      {
        text: (facts.money ?? [])
          .map(({ amount }, index) => `${facts.names?.[index] ?? ''}: ${amount} грн`)
          .join('\n'),
      },
    ],
    fallbackMessage: () => ({ text: 'Вибачте, я покличу людину.' }),
    initialState: () => null,
    parseState: () => null,
    languageOf: () => null,
    turn: async (context) => {
      const text = context.burst.map((update) => update.text ?? '').join('\n');
      const facts = factsOf(shop.products);
      context.gather(facts);
      const proposal = await context.step(
        'model',
        async () => ({ ...model({ text, facts, attempt: 0 }) }) as never,
      );
      const { say, actions } = proposal as Proposal;
      for (const action of actions) {
        if (gated) check(shop, context, action);
        else obey(shop, context, action);
      }
      context.reply({ text: say });
      return null;
    },
  };
}

function factsOf(products: readonly Product[]): TurnFacts {
  return {
    money: products.map(({ price }) => ({ amount: price, currency: 'UAH' })),
    numbers: products.map(({ stock }) => stock),
    names: products.map(({ name }) => name),
  };
}

/** The few actions there are. Names that are not here do not exist; arguments that are not named are not read. */
function check(shop: Shop, context: TurnContext, action: Proposal['actions'][number]): void {
  if (action.name === 'read-order') {
    const order = shop.orders.find(({ id }) => id === action.order);
    if (order === undefined || order.owner !== context.conversation) return;
    context.gather({
      texts: [`${order.id} ${order.status} ${order.recipient.name} ${order.recipient.phone}`],
    });
  }
  if (action.name === 'place-order') {
    const { sku, quantity } = action;
    const product = shop.products.find((one) => one.sku === sku);
    const isNumber = typeof quantity === 'number' && Number.isInteger(quantity);
    if (product === undefined || !isNumber || quantity < 1 || quantity > product.stock) return;
    // Proposed, not placed: the person presses the button.
    context.reply({
      text: `${product.name}: ${product.price} грн`,
      buttons: [[{ code: `order:${product.sku}:${quantity}`, label: 'Замовити' }]],
    });
  }
}

/** What a careless program would do. */
function obey(shop: Shop, context: TurnContext, action: Proposal['actions'][number]): void {
  const order = shop.orders.find(({ id }) => id === action.order);
  const index = shop.products.findIndex(({ sku }) => sku === action.sku);
  const product = shop.products[index];
  if (action.name === 'set-price' && product !== undefined) {
    shop.products[index] = { ...product, price: Number(action.price) };
  }
  if (action.name === 'mark-paid' && order !== undefined) order.status = 'paid';
  if (action.name === 'set-status' && order !== undefined) order.status = action.status as Order['status'];
  if (action.name === 'read-order' && order !== undefined)
    context.reply({ text: JSON.stringify(order.recipient) });
}

/** The server's side of an order: its price is the catalog's, whatever anybody says. */
function placeOrder(shop: Shop, { sku, quantity }: Offer): Promise<{ status: 'sent'; receipt: null }> {
  const product = shop.products.find((one) => one.sku === sku);
  if (product !== undefined) {
    shop.orders.push({
      ...{ id: 2_000 + shop.orders.length, owner: 'buyer', sku, quantity, status: 'new' },
      total: product.price * quantity,
      recipient: { name: '', phone: '', address: '' },
    });
  }
  return Promise.resolve({ status: 'sent', receipt: null });
}
