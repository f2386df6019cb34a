import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { reportAbout, troubleAbout } from './commands/kit/about.ts';
import { tellActions } from './commands/kit/actions.ts';
import type { About, CommandModule, Globals, Report } from './commands/kit/command.ts';
import { globalsOf } from './commands/kit/globals.ts';
import { type Io, processIo } from './commands/kit/io.ts';
import { usageTrouble } from './commands/kit/usage.ts';
import { type CommandEntry, commandGroups, commands } from './commands/registry.ts';
import { errorCodes, RelError, type Trouble } from './domain/errors.ts';
import { aboutClone } from './git/damage.ts';
import { cleanLines } from './view/clean.ts';
import { envelope } from './view/envelope.ts';
import { troubleText } from './view/trouble.ts';

/** Runs the program. The only place that turns an error into an exit code (contract.md, section 1). */
export async function main(argv: readonly string[]): Promise<void> {
  const io = processIo({ color: !argv.includes('--no-color') });
  process.once('SIGINT', () => stopAtOnce(io));
  const loaded = new Map<string, CommandModule>();
  const about: About = {};
  const program = programOf(io, loaded, about);
  const asked = askedFor(argv);
  try {
    if (asked.length === 0) program.outputHelp();
    else await program.parseAsync([...asked], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const command = [...loaded.keys()][0] ?? argv.find(isCommand) ?? 'rel';
    await fail(error, { argv, io, command, about });
  }
}

const isCommand = (word: string): boolean => commands.some(({ name }) => name === word);

/** `rel help pick` as `rel pick --help`; help on a command that there is not is refused like that command itself. */
function askedFor(argv: readonly string[]): readonly string[] {
  const [first = '', second] = argv;
  if (first === 'help') {
    if (second === undefined || second.startsWith('-')) return ['--help'];
    return isCommand(second) ? [...argv.slice(1), '--help'] : argv.slice(1);
  }
  const misspelt = !first.startsWith('-') && !isCommand(first);
  return misspelt ? argv.filter((word) => word !== '--help' && word !== '-h') : argv;
}

function programOf(io: Io, loaded: Map<string, CommandModule>, about: About): Command {
  const program = new Command('rel')
    .description('Release trains on GitHub: cut, pick, tag, gate, promote and sync, whole or not at all.')
    .version(packageJson.version, '--version', 'print the version')
    .option('-C <dir>', 'run as if started in this folder')
    .option('--policy <file>', "a policy file instead of the remote's (only where nothing is changed)")
    .option('--product <name>', 'one product of a policy that has several')
    .option('--dry-run', 'show the plan; write nothing, anywhere')
    .option('--plan-out <file>', 'with --dry-run: save the plan for rel apply')
    .option('-y, --yes', 'do not ask for confirmation (it never turns a verdict)')
    .option('--json', 'one JSON document on stdout')
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'no warnings and no progress')
    .option('-v, --verbose', 'more: each step, each verdict')
    .option('--max-wait <time>', 'how long to wait for GitHub in all: 90, 5m, 0 (60 s; in CI 10m)')
    .option('--token-stdin', "read GitHub's token from standard input")
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .commandsGroup('Help:')
    .configureOutput({ writeOut: io.out, writeErr: () => {} })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => io.paintOut.strong(title) })
    .exitOverride()
    .addHelpText('after', '\nStart here: rel sandbox create DIR, or rel init in a repository of your own.');
  for (const group of commandGroups) {
    for (const entry of commands)
      if (entry.group === group) addCommand(program, entry, { loaded, io, about });
  }
  program.hook('preSubcommand', async (_program, sub) => {
    const module = await commands.find((entry) => entry.name === sub.name())?.load();
    if (module === undefined) return;
    loaded.set(sub.name(), module);
    module.configure(sub);
  });
  return program;
}

interface Run {
  readonly loaded: Map<string, CommandModule>;
  readonly io: Io;
  readonly about: About;
}

function addCommand(program: Command, entry: CommandEntry, { loaded, io, about }: Run): void {
  program
    .command(entry.name)
    .summary(entry.summary)
    .description(`${entry.summary.charAt(0).toUpperCase()}${entry.summary.slice(1)}.`)
    .helpGroup(`${entry.group}:`)
    .action(async (...received: unknown[]) => {
      const sub = received.at(-1) as Command;
      const module = loaded.get(entry.name);
      if (module === undefined) throw new Error(`${entry.name} was not loaded`);
      const globals = globalsOf(sub.optsWithGlobals(), io);
      const report = await module.run({ args: sub.args, options: sub.opts(), globals, io, about });
      print(reportAbout(report, about), entry.name, globals, io);
    });
}

function print(report: Report, command: string, globals: Globals, io: Io): void {
  const trouble = report.trouble ?? null;
  const warnings = report.warnings ?? [];
  const exit = trouble === null ? 0 : errorCodes[trouble.code];
  if (globals.json) {
    const { result, plan = null } = report;
    io.out(envelope({ command, exit, result, plan, warnings, trouble }));
  } else {
    const text = report.text(io.paintOut);
    if (text !== '') io.out(`${text}\n`);
  }
  if (!globals.quiet)
    for (const warning of warnings) io.err(`${io.paintErr.doubtful('warning:')} ${cleanLines(warning)}\n`);
  tellActions(report.judgements ?? [], io, report.told);
  if (trouble !== null && !globals.json) io.err(`${troubleText(trouble, io.paintErr)}\n`);
  // Never process.exit: it would cut off what a pipe has not taken yet.
  process.exitCode = exit;
}

interface Failed {
  readonly argv: readonly string[];
  readonly io: Io;
  readonly command: string;
  readonly about: About;
}

async function fail(error: unknown, { argv, io, command, about }: Failed): Promise<void> {
  const { redact } = await import('./github/redact.ts');
  const trouble = redacted(troubleAbout(troubleOf(error, command), about), redact);
  const exit = errorCodes[trouble.code];
  if (argv.includes('--json')) {
    io.out(envelope({ command, exit, result: null, plan: null, warnings: [], trouble }));
  } else {
    io.err(`${troubleText(trouble, io.paintErr)}\n`);
  }
  if (
    trouble.code === 'internal' &&
    (argv.includes('-v') || argv.includes('--verbose')) &&
    error instanceof Error
  ) {
    io.err(`${cleanLines(redact(error.stack ?? ''))}\n`);
  }
  process.exitCode = exit;
}

function redacted(trouble: Trouble, redact: (text: string) => string): Trouble {
  const why = trouble.why === undefined ? {} : { why: redact(trouble.why) };
  return { ...trouble, message: redact(trouble.message), ...why };
}

function troubleOf(error: unknown, command: string): Trouble {
  if (error instanceof RelError) {
    const why = error.why === undefined ? {} : { why: error.why };
    return { code: error.code, message: error.message, remedy: error.remedy, ...why };
  }
  if (error instanceof CommanderError) {
    return usageTrouble(error, command);
  }
  const known = aboutClone(error);
  if (known !== null) return known.trouble;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `unexpected: ${message}`,
    remedy: 'run it again with -v, and report what it prints',
  };
}

/** Ctrl-C. The journal holds what was begun, so that nothing has to be waited for. */
function stopAtOnce(io: Io): void {
  const { message, remedy } = {
    message: 'interrupted',
    remedy: 'run: rel status, which says whether an operation is pending',
  };
  io.err(`${troubleText({ code: 'interrupted', message, remedy }, io.paintErr)}\n`);
  process.exit(errorCodes.interrupted);
}
