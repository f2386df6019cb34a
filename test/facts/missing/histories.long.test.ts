import { expect, test } from 'vitest';
import { ProductionStory } from '../../support/production-story.ts';

const code = [
  'export function total(cart) {',
  '  let sum = 0;',
  '  for (const item of cart) {',
  '    sum += item.price;',
  '  }',
  '  return sum;',
  '}',
  '',
  'export function empty(cart) {',
  '  return cart.length === 0;',
  '}',
  '',
  'export function first(cart) {',
  '  const item = cart[0];',
  '  return item;',
  '}',
];
/** The file with some of its lines (from 0) other ones; a line may become several, or none. */
const cart = (changes: Readonly<Record<number, string | readonly string[]>> = {}): string =>
  code.flatMap((line, at) => changes[at] ?? [line]).join('\n');

const mended = { 3: '    sum += item.price * item.count;' };
const guarded = { 13: ['  if (empty(cart)) return null;', '  const item = cart[0];'] };
const notes = 'one\ntwo\nthree\n';
const begin = () => new ProductionStory({ cart: cart(), notes });
const author = 'Bea <bea@example.com> 1690000000 +0000';
const fix = { message: 'Count every item\n', author };
const fixed = () => begin().main('fix', { cart: cart(mended) }, fix);
const reverts = (sha: string, title = 'Count every item') =>
  `Revert "${title}"\n\nThis reverts commit ${sha}.\n`;

/** What a careful person would answer, for each history: the changes of production in landing order. */
const histories: readonly [name: string, story: () => ProductionStory, answer: readonly string[]][] = [
  ['nothing happened', begin, []],
  ['a fix that never came back', fixed, ['fix missing']],
  [
    'a fix that never came back, and devel has moved on elsewhere',
    () => fixed().devel('own', { notes: 'mine\n' }),
    ['fix missing'],
  ],
  [
    'a fix that never came back, and devel has rewritten the place',
    () => fixed().devel('own', { cart: cart({ 3: '    sum = sum + item.price;' }) }),
    ['fix missing'],
  ],

  // Whole, by history.
  ['main merged back', () => fixed().merge('devel', 'sync', ['main'], { cart: cart(mended) }), []],
  [
    'main merged back, then more on main',
    () =>
      fixed()
        .merge('devel', 'sync', ['main'], { cart: cart(mended) })
        .main('more', { notes: 'more\n' }),
    ['more missing'],
  ],
  [
    'cherry-picked with its origin',
    () => {
      const s = fixed();
      return s
        .devel('own', { notes: 'mine\n' })
        .devel(
          'pick',
          { cart: cart(mended) },
          { message: `Count every item\n\n(cherry picked from commit ${s.sha('fix')})\n`, author },
        );
    },
    ['fix there: provenance pick'],
  ],
  [
    'cherry-picked without its origin',
    () =>
      fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix),
    ['fix there: patch-id pick'],
  ],
  [
    'done on devel first, then picked onto main',
    () => {
      const s = begin().devel('original', { cart: cart(mended) }, fix);
      return s.main(
        'hotfix',
        { cart: cart(mended) },
        { message: `Count every item\n\n(cherry picked from commit ${s.sha('original')})\n`, author },
      );
    },
    ['hotfix there: provenance original'],
  ],
  [
    'rebased onto devel: the same change in another commit',
    () =>
      fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('again', { cart: cart(mended) }),
    ['fix there: patch-id again'],
  ],
  [
    'an octopus merge that brought it',
    () =>
      fixed()
        .on('side', 'aside', { notes: 'side\n' })
        .merge('devel', 'octopus', ['main', 'side'], { cart: cart(mended), notes: 'side\n' }),
    [],
  ],

  // Squashed.
  [
    'two fixes squashed into one',
    () =>
      fixed()
        .main('second', { cart: cart({ ...mended, ...guarded }) })
        .devel(
          'squash',
          { cart: cart({ ...mended, ...guarded }) },
          { message: 'Sync main into devel (#55)\n' },
        ),
    ['fix there: content', 'second there: content'],
  ],
  [
    'a squashed sync, then devel went on in the same file',
    () =>
      fixed()
        .main('second', { cart: cart({ ...mended, ...guarded }) })
        .devel('squash', { cart: cart({ ...mended, ...guarded }) })
        .devel('own', { cart: cart({ ...mended, ...guarded, 9: '  return cart.size === 0;' }) }),
    ['fix there: content', 'second there: content'],
  ],
  [
    'a squashed sync, then a third fix',
    () =>
      fixed()
        .main('second', { cart: cart({ ...mended, ...guarded }) })
        .devel('squash', { cart: cart({ ...mended, ...guarded }) })
        .main('third', { notes: 'one\nTWO\nthree\n' }),
    ['fix there: content', 'second there: content', 'third missing'],
  ],
  [
    'squashed with work of devel',
    () =>
      fixed().devel('squash', { cart: cart({ ...mended, 9: '  return cart.size === 0;' }), notes: 'mine\n' }),
    ['fix there: content'],
  ],
  [
    'two fixes of one line, squashed',
    () =>
      fixed()
        .main('second', { cart: cart({ 3: '    sum += item.price * (item.count ?? 1);' }) })
        .devel('squash', { cart: cart({ 3: '    sum += item.price * (item.count ?? 1);' }) }),
    ['fix there: content', 'second there: content'],
  ],
  [
    'the first of two fixes of one line',
    () =>
      fixed()
        .main('second', { cart: cart({ 3: '    sum += item.price * (item.count ?? 1);' }) })
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix),
    ['fix there: patch-id pick', 'second missing'],
  ],

  // Parts.
  [
    'one of its two files',
    () =>
      begin()
        .main('fix', { cart: cart(mended), notes: 'one\nTWO\nthree\n' }, fix)
        .devel('pick', { cart: cart(mended) }),
    ['fix missing'],
  ],
  [
    'one of its two places',
    () =>
      begin()
        .main('fix', { cart: cart({ ...mended, ...guarded }) }, fix)
        .devel('half', { cart: cart(mended) }),
    ['fix missing'],
  ],
  [
    'one of its two files, with its origin named',
    () => {
      const s = begin().main('fix', { cart: cart(mended), notes: 'one\nTWO\nthree\n' }, fix);
      return s.devel(
        'pick',
        { cart: cart(mended) },
        { message: `Count every item\n\n(cherry picked from commit ${s.sha('fix')})\n`, author },
      );
    },
    ['fix missing but for a part (pick); see pick: the same author and date'],
  ],
  [
    'both of its files, one after the other',
    () =>
      begin()
        .main('fix', { cart: cart(mended), notes: 'one\nTWO\nthree\n' }, fix)
        .devel('first', { cart: cart(mended) })
        .devel('own', { other: 'x\n' })
        .devel('second', { notes: 'one\nTWO\nthree\n' }),
    ['fix there: content'],
  ],
  [
    'a file it changed is gone on devel, and the pick says where it is from',
    () => {
      const s = begin().main('fix', { cart: cart(mended), notes: 'one\nTWO\nthree\n' }, fix);
      return s
        .devel('gone', { notes: null })
        .devel(
          'pick',
          { cart: cart(mended) },
          { message: `Count every item\n\n(cherry picked from commit ${s.sha('fix')})\n`, author },
        );
    },
    ['fix there: provenance pick'],
  ],

  // Taken back.
  [
    'taken back on production',
    () => {
      const s = fixed();
      return s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
    },
    ['fix void: taken-back', 'back there: content'],
  ],
  [
    'taken back on production without a word',
    () => fixed().main('back', { cart: cart() }),
    ['fix void: taken-back', 'back there: content'],
  ],
  [
    'two in one, and the revert that names it took back one of them',
    () => {
      const s = begin().main('both', { cart: cart({ ...mended, ...guarded }) });
      return s.main('back', { cart: cart(guarded) }, { message: reverts(s.sha('both'), 'both') });
    },
    ['both missing', 'back there: content'],
  ],
  [
    'there in two commits, of which one was taken back without a word',
    () =>
      begin()
        .main('both', { cart: cart({ ...mended, ...guarded }) })
        .devel('first', { cart: cart(mended) })
        .devel('second', { cart: cart({ ...mended, ...guarded }) })
        .devel('undone', { cart: cart(guarded) }),
    ['both missing since undone'],
  ],
  [
    'there in two commits, of which one was taken away in other surroundings',
    () =>
      begin()
        .main('both', { cart: cart({ ...mended, ...guarded }) })
        .devel('first', { cart: cart(mended) })
        .devel('second', { cart: cart({ ...mended, ...guarded }) })
        .devel('own', { cart: cart({ ...mended, ...guarded, 14: '  return item ?? null;' }) })
        .devel('tidy', { cart: cart({ ...mended, 14: '  return item ?? null;' }) }),
    ['both missing'],
  ],
  [
    'taken back on production, after devel had it',
    () => {
      const s = fixed().merge('devel', 'sync', ['main'], { cart: cart(mended) });
      return s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
    },
    ['back missing'],
  ],
  [
    'taken back on production, after devel had picked it',
    () => {
      const s = fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix);
      return s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
    },
    ['fix void: taken-back', 'back missing'],
  ],
  [
    'taken back on both sides',
    () => {
      const s = fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix);
      s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
      return s.devel('undone', { cart: cart() }, { message: reverts(s.sha('pick')) });
    },
    ['fix void: taken-back', 'back there: patch-id undone'],
  ],
  [
    'taken back and brought again on production',
    () => {
      const s = fixed();
      s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
      return s.main(
        'again',
        { cart: cart(mended) },
        { message: `Reapply "Count every item"\n\nThis reverts commit ${s.sha('back')}.\n` },
      );
    },
    ['fix missing', 'back void: taken-back', 'again void: takes-back-nothing'],
  ],
  [
    'taken back and brought again on production, and devel has it',
    () => {
      const s = fixed();
      s.main('back', { cart: cart() }, { message: reverts(s.sha('fix')) });
      s.main(
        'again',
        { cart: cart(mended) },
        { message: `Reapply "Count every item"\n\nThis reverts commit ${s.sha('back')}.\n` },
      );
      return s.devel('own', { notes: 'mine\n' }).devel('pick', { cart: cart(mended) }, fix);
    },
    ['fix there: patch-id pick', 'back void: taken-back', 'again there: patch-id pick'],
  ],
  [
    'picked, then taken back on devel',
    () => {
      const s = fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix);
      return s.devel('undone', { cart: cart() }, { message: reverts(s.sha('pick')) });
    },
    ['fix missing since undone; see pick: the same author and date'],
  ],
  [
    'merged back, then taken back on devel',
    () => {
      const s = fixed().merge('devel', 'sync', ['main'], { cart: cart(mended) });
      return s.devel('undone', { cart: cart() }, { message: reverts(s.sha('fix')) });
    },
    ['fix missing since undone'],
  ],
  [
    'merged back, then taken back on devel without a word',
    () =>
      fixed()
        .merge('devel', 'sync', ['main'], { cart: cart(mended) })
        .devel('undone', { cart: cart() }),
    ['fix missing since undone'],
  ],
  [
    'merged back, then the whole merge taken back',
    () => {
      const s = fixed()
        .devel('own', { notes: 'mine\n' })
        .merge('devel', 'sync', ['main'], { cart: cart(mended) });
      return s.devel(
        'undone',
        { cart: cart() },
        {
          message: `Revert "Merge main into devel"\n\nThis reverts commit ${s.sha('sync')}, reversing\nchanges made to ${s.sha('own')}.\n`,
        },
      );
    },
    ['fix missing since undone'],
  ],
  [
    'picked, taken back and brought again on devel',
    () => {
      const s = fixed()
        .devel('own', { notes: 'mine\n' })
        .devel('pick', { cart: cart(mended) }, fix);
      s.devel('undone', { cart: cart() }, { message: reverts(s.sha('pick')) });
      return s.devel(
        'again',
        { cart: cart(mended) },
        { message: `Reapply\n\nThis reverts commit ${s.sha('undone')}.\n` },
      );
    },
    ['fix there: patch-id pick'],
  ],
  [
    'merged back, taken back, and brought again on devel',
    () => {
      const s = fixed().merge('devel', 'sync', ['main'], { cart: cart(mended) });
      s.devel('undone', { cart: cart() }, { message: reverts(s.sha('fix')) });
      return s.devel(
        'again',
        { cart: cart(mended) },
        { message: `Reapply\n\nThis reverts commit ${s.sha('undone')}.\n` },
      );
    },
    ['fix there: ancestry fix'],
  ],

  // By hand.
  [
    'a conflict resolved differently, with its origin',
    () => {
      const s = fixed().devel('own', { cart: cart({ 3: '    sum = sum + item.price;' }) });
      return s.devel(
        'pick',
        { cart: cart({ 3: '    sum = sum + item.price * item.count;' }) },
        { message: `Count every item\n\n(cherry picked from commit ${s.sha('fix')})\n`, author },
      );
    },
    ['fix there: provenance pick'],
  ],
  [
    'a conflict resolved differently, the author and date kept',
    () =>
      fixed()
        .devel('own', { cart: cart({ 3: '    sum = sum + item.price;' }) })
        .devel('pick', { cart: cart({ 3: '    sum = sum + item.price * item.count;' }) }, fix),
    ['fix there: author pick'],
  ],
  [
    'the same, but with a file left out',
    () =>
      begin()
        .main('fix', { cart: cart(mended), notes: 'one\nTWO\nthree\n' }, fix)
        .devel('own', { cart: cart({ 3: '    sum = sum + item.price;' }) })
        .devel('pick', { cart: cart({ 3: '    sum = sum + item.price * item.count;' }) }, fix),
    ['fix missing; see pick: the same author and date'],
  ],
  [
    'made another way by somebody who names the same issue',
    () =>
      begin()
        .main('fix', { cart: cart(mended) }, { message: 'Count every item\n\nFixes #12\n' })
        .devel(
          'own',
          { cart: cart({ 3: '    sum += priceOf(item);' }) },
          { message: 'Prices are asked of one place\n\nCloses #12\n' },
        ),
    ['fix missing; see own: the same issue'],
  ],
  [
    'its lines among others that devel added',
    () =>
      begin()
        .main('fix', { cart: cart(guarded) }, fix)
        .devel('own', {
          cart: cart({ 13: ['  if (empty(cart)) return null;', '  log(cart);', '  const item = cart[0];'] }),
        }),
    ['fix there: content'],
  ],
  [
    'its line, where devel has changed the lines beside it',
    () =>
      fixed().devel('own', {
        cart: cart({ 2: '  for (const item of cart.items) {', 3: '    sum += item.price * item.count;' }),
      }),
    ['fix there: content'],
  ],
  [
    'a line that only looks like it, elsewhere in the file',
    () =>
      begin()
        .main('fix', { cart: cart(guarded) }, fix)
        .devel('own', {
          cart: cart({
            5: ['  if (empty(cart)) return null;', '  return sum;'],
            13: '  const item = cart.at(0);',
          }),
        }),
    ['fix missing'],
  ],

  // Elsewhere.
  [
    'the file renamed on devel, with the fix',
    () =>
      fixed()
        .devel('rename', { cart: null, basket: cart() })
        .devel('pick', { basket: cart(mended) }),
    ['fix there: content'],
  ],
  [
    'the file renamed on devel, without the fix',
    () => fixed().devel('rename', { cart: null, basket: cart() }),
    ['fix missing'],
  ],
  [
    'the file renamed and rewritten on devel, with the fix',
    () =>
      begin()
        .main('fix', { cart: cart(guarded) }, fix)
        .devel('rewrite', {
          cart: null,
          basket: [
            '// The basket.',
            'export class Basket {',
            '  total() { return this.items.map(price).reduce(add, 0); }',
            '  first(cart) {',
            '  if (empty(cart)) return null;',
            '  const item = cart[0];',
            '    return item ?? null;',
            '  }',
            '}',
          ].join('\n'),
        }),
    ['fix there: content'],
  ],
  [
    'moved into another file, with the fix',
    () =>
      begin()
        .main('fix', { cart: cart(guarded) }, fix)
        .devel('move', {
          cart: code.slice(0, 12).join('\n'),
          first: [
            "import { empty } from './cart';",
            'export function first(cart) {',
            '  if (empty(cart)) return null;',
            '  const item = cart[0];',
            '  return item;',
            '}',
          ].join('\n'),
        }),
    ['fix there: content'],
  ],
  [
    'moved into another file, without the fix',
    () =>
      begin()
        .main('fix', { cart: cart(guarded) }, fix)
        .devel('move', { cart: code.slice(0, 12).join('\n'), first: code.slice(12).join('\n') }),
    ['fix missing'],
  ],
  [
    'the same fix was needed in two files, and devel has it in the other',
    () => {
      const other = cart().replace('first', 'front');
      return new ProductionStory({ cart: cart(), other })
        .main('one', { cart: cart(guarded) })
        .main('two', { other: cart(guarded).replace('first', 'front') })
        .devel('own', { other: cart(guarded).replace('first', 'front') });
    },
    ['one missing', 'two there: patch-id own'],
  ],
  [
    'a new file, there under another name',
    () =>
      begin()
        .main('fix', { added: 'alpha line\nbeta line\ngamma line\n' })
        .devel('own', { elsewhere: 'alpha line\nbeta line\ngamma line\n' }),
    ['fix there: content'],
  ],
  [
    'a file deleted on both sides',
    () =>
      begin()
        .main('fix', { notes: null })
        .devel('own', { cart: cart(mended) })
        .devel('tidy', { notes: null, extra: 'x\n' }),
    ['fix there: content'],
  ],
  ['a file deleted on production only', () => begin().main('fix', { notes: null }), ['fix missing']],
  ['lines deleted on production only', () => begin().main('fix', { notes: 'one\nthree\n' }), ['fix missing']],
  [
    'lines deleted that devel has rewritten',
    () =>
      begin().main('fix', { notes: 'one\nthree\n' }).devel('own', { notes: 'one\ntwo and more\nthree\n' }),
    ['fix missing'],
  ],

  // Merges.
  [
    'a merge that changes nothing',
    () =>
      begin()
        .on('side', 'aside', { notes: 'side\n' })
        .on('side', 'and-back', { notes })
        .merge('main', 'empty', ['side'], {}),
    ['empty there: content'],
  ],
  [
    'a merged hotfix of two commits',
    () =>
      begin()
        .on('hotfix', 'a', { cart: cart(mended) })
        .on('hotfix', 'b', { notes: 'b\n' })
        .merge('main', 'merged', ['hotfix'], { cart: cart(mended), notes: 'b\n' }),
    ['merged missing'],
  ],
  [
    'a merged hotfix, of which devel has one commit',
    () =>
      begin()
        .on('hotfix', 'a', { cart: cart(mended) })
        .on('hotfix', 'b', { notes: 'b\n' })
        .merge('main', 'merged', ['hotfix'], { cart: cart(mended), notes: 'b\n' })
        .devel('own', { other: 'x\n' })
        .devel('pick', { cart: cart(mended) }),
    ['a there: patch-id pick', 'b missing'],
  ],
  [
    'a merged hotfix that production took back',
    () => {
      const s = begin()
        .on('hotfix', 'a', { cart: cart(mended) })
        .on('hotfix', 'b', { notes: 'b\n' })
        .merge('main', 'merged', ['hotfix'], { cart: cart(mended), notes: 'b\n' });
      return s.main(
        'back',
        { cart: cart(), notes },
        { message: `Revert "Merge hotfix"\n\nThis reverts commit ${s.sha('merged')}.\n` },
      );
    },
    ['merged void: taken-back', 'back there: content'],
  ],
  [
    'a release merged from a branch whose fixes devel has',
    () => {
      const s = begin().devel('feature', { cart: cart(mended) }, fix);
      return s
        .on(
          'rc',
          'pick',
          { cart: cart(mended) },
          { message: `Count every item\n\n(cherry picked from commit ${s.sha('feature')})\n`, author },
        )
        .merge('main', 'release', ['rc'], { cart: cart(mended) });
    },
    ['release there: patch-id feature'],
  ],
  [
    'an octopus on production, of which devel has a part',
    () =>
      begin()
        .on('one', 'a', { cart: cart(mended) })
        .on('two', 'b', { notes: 'b\n' })
        .merge('main', 'octopus', ['one', 'two'], { cart: cart(mended), notes: 'b\n' })
        .devel('own', { other: 'x\n' })
        .devel('pick', { notes: 'b\n' }),
    ['a missing', 'b there: patch-id pick'],
  ],
];

test.each(histories)('%s', async (_name, story, answer) => {
  expect(await story().states()).toEqual(answer);
});

test('there are at least forty of them', () => {
  expect(histories.length).toBeGreaterThanOrEqual(40);
});
