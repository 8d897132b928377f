import { invalid } from '../kubernetes/invalid';

/** Checks the number of a port. */
export function checkPort(subject: string, number: number, todo = 'Take the port on which the program listens.'): void {
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw invalid(subject, 'must be a whole number from 1 to 65535', number, todo);
  }
}
