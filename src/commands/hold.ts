import type { Command } from 'commander';
import { HoldResult } from '../domain/record-results.ts';
import type { Invocation, Report } from './kit/command.ts';
import { configureHold, holdOperation, runHold } from './kit/hold-operation.ts';

export const result = HoldResult;

export const operation = holdOperation('hold');

export const configure = (command: Command): void =>
  configureHold(command, [
    'rel hold --reason "waiting for the payment provider"',
    'rel hold 1.8.0 --reason "legal has not answered"',
  ]);

export const run = (invocation: Invocation): Promise<Report> => runHold(invocation, operation);
