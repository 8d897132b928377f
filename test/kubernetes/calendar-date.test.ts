import * as fc from 'fast-check';
import { isCalendarDate } from '../../src/kubernetes/calendar-date';

describe('a day of the calendar', () => {
  test.each(['2027-06-30', '2024-02-29', '2000-02-29', '1999-12-31', '9999-01-01', '0001-01-01'])('may be %s', text => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    '2027-02-29', '1900-02-29', '2100-02-29', '2027-02-30', '2027-04-31', '2027-06-31', '2027-00-10', '2027-13-01', '2027-01-00', '2027-01-32',
    '2027-6-30', '27-06-30', '12027-06-30', '2027/06/30', '2027-06-30T00:00:00Z', ' 2027-06-30', '2027-06-30\n', '30-06-2027', '20270630', '+2027-06-30', '-2027-06-30',
    '２０２７-06-30', '2027-1e-01', '', 'tomorrow', 'Invalid Date',
  ])('is not %j', text => {
    expect(isCalendarDate(text)).toBe(false);
  });

  test.each([2027, 2028, 2000, 2100])('is one of the days that each month of %d has', year => {
    const pad = (number: number) => String(number).padStart(2, '0');
    for (let month = 1; month <= 12; month++) {
      const days = Array.from({ length: 40 }, (_, day) => day).filter(day => isCalendarDate(`${year}-${pad(month)}-${pad(day)}`));
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      expect(days).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    }
  });

  test('is one where a clock in UTC comes by', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), date => {
      expect(isCalendarDate(date.toISOString().slice(0, 10))).toBe(true);
    }));
  });

  test('is one exactly where a date in UTC stays what it was', () => {
    const pad = (number: number, length: number) => String(number).padStart(length, '0');
    const days = fc.oneof(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 28, max: 31 }));
    const numbers = fc.tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 0, max: 13 }), days);
    fc.assert(fc.property(numbers, ([year, month, day]) => {
      const date = new Date(Date.UTC(year, month - 1, day));
      const isOne = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      expect(isCalendarDate(`${year}-${pad(month, 2)}-${pad(day, 2)}`)).toBe(isOne);
    }), { numRuns: 1000 });
  });
});
