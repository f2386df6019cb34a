import { killEverywhere } from './kill-all.ts';

// What only looks keeps what it has seen, for the next command: a kill leaves no half of that.
killEverywhere('looks', [
  { line: 'status' },
  { line: 'gate promote 1.8.0 --junit ../gate.xml' },
  { line: 'notes 1.8.0' },
  { line: 'where 230' },
  { line: 'doctor' },
  { line: 'policy check' },
  { line: 'pick 230 --into 1.8.0 --dry-run --plan-out ../plan.json' },
]);
