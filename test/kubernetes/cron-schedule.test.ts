import * as fc from 'fast-check';
import { isCronSchedule } from '../../src/kubernetes/cron-schedule';

describe('the schedule of a CronJob', () => {
  test.each([
    '* * * * *', '0 0 1 1 0', '59 23 31 12 6', '*/5 * * * *', '5/15 * * * *', '0-30/10 * * * *', '0,15,30,45 * * * *', '1-5,10-20/2,59 * * * *', '? ? ? ? ?',
    '0 0 * jan *', '0 0 * JAN-Mar *', '0 0 * * mon-fri', '0 0 * * SUN', '0 0 * * sun,sat', '0 0 * * mon-5', '00 05 * * *', '*/99 * * * *', ' 0 0 * * * ', '0\t0  * * *',
    '0 0 31 2 *', '@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly', '@every 1h', '@every 1h30m', '@every 1.5h', '@every 10s', '@every 1µs', '@every 1us',
    '@every 2562047h',
  ])('may be %j', schedule => {
    expect(isCronSchedule(schedule)).toBe(true);
  });

  test.each([
    ['', 'empty'], [' ', 'empty'], ['* * * *', 'four fields'], ['* * * * * *', 'six fields'], ['60 * * * *', 'a minute after the last'], ['* 24 * * *', 'an hour after the last'],
    ['* * 0 * *', 'a day before the first'], ['* * 32 * *', 'a day after the last'], ['* * * 0 *', 'a month before the first'], ['* * * 13 *', 'a month after the last'],
    ['* * * * 7', 'a Sunday as 7'], ['* * * * mon-7', 'a range that ends after the last'], ['-1 * * * *', 'a number below zero'], ['5-1 * * * *', 'a range backwards'],
    ['* * * * fri-mon', 'a range of names backwards'], ['1-2-3 * * * *', 'two hyphens'], ['*/5/5 * * * *', 'two slashes'], ['*/0 * * * *', 'steps of zero'], ['*/ * * * *', 'no step'],
    ['/5 * * * *', 'only a step'], ['*/x * * * *', 'a word as step'], ['*/jan * * * *', 'a name as step'], ['jan * * * *', 'a month as minute'], ['* * * mon *', 'a weekday as month'],
    ['* * * january *', 'a long name'], ['1.5 * * * *', 'a fraction'], ['0x5 * * * *', 'another base'], ['L * * * *', 'the last day of Quartz'], ['* * * * 5#3', 'the third Friday of Quartz'],
    ['* * 15W * *', 'the nearest weekday of Quartz'], ['TZ=UTC * * * * *', 'a time zone'], ['CRON_TZ=Europe/Berlin 0 0 * * *', 'a time zone'], ['TZ=UTC @daily', 'a time zone'],
    ['@reboot', 'a descriptor that is none'], ['@Daily', 'a descriptor in another case'], ['@daily ', 'a space after a descriptor'], [' @daily', 'a space before a descriptor'],
    ['@', 'only the sign'], ['@every', 'no interval'], ['@every ', 'no interval'], ['@every 1', 'no unit'], ['@every 1d', 'days, which are no unit'], ['@every 1h 30m', 'a space in the interval'],
    ['@every -1h', 'an interval below zero'], ['@every 2562048h', 'an interval of more than 63 bits'], ['@every 99999999999999999999ms', 'an interval of more than 63 bits'],
    ['1,,2 * * * *', 'nothing between two commas'], ['*-5 * * * *', 'a range from a star'], ['+5 * * * *', 'a sign'], [`${'9'.repeat(400)} * * * *`, 'a number without end'],
  ])('is not %j: %s', schedule => {
    expect(isCronSchedule(schedule)).toBe(false);
  });

  /** One field as its parts, with whether it is one. */
  const part = (minimum: number, maximum: number) => {
    const number = fc.integer({ min: 0, max: maximum + 2 });
    const isIn = (n: number) => n >= minimum && n <= maximum;
    const step = fc.option(fc.integer({ min: 0, max: 70 }), { nil: undefined });
    const range = fc.tuple(number, fc.option(number, { nil: undefined })).map(([from, to]) => ({
      text: to === undefined ? `${from}` : `${from}-${to}`,
      good: isIn(from) && (to === undefined || (isIn(to) && from <= to)),
    }));
    return fc.tuple(fc.oneof(range, fc.constantFrom({ text: '*', good: true }, { text: '?', good: true })), step)
      .map(([{ text, good }, every]) => every === undefined ? { text, good } : { text: `${text}/${every}`, good: good && every > 0 });
  };
  const list = (minimum: number, maximum: number) => fc.array(part(minimum, maximum), { minLength: 1, maxLength: 3 })
    .map(parts => ({ text: parts.map(({ text }) => text).join(','), good: parts.every(({ good }) => good) }));

  test('is good exactly where each part of each field is', () => {
    const fields = fc.tuple(list(0, 59), list(0, 23), list(1, 31), list(1, 12), list(0, 6));
    fc.assert(fc.property(fields, parts => {
      const schedule = parts.map(({ text }) => text).join(' ');
      expect([schedule, isCronSchedule(schedule)]).toEqual([schedule, parts.every(({ good }) => good)]);
    }), { numRuns: 1000 });
  });

  test('with a time zone is always refused, as the API server does', () => {
    fc.assert(fc.property(fc.constantFrom('TZ=', 'CRON_TZ='), fc.constantFrom('UTC', 'Europe/Berlin', ''), fc.constantFrom('* * * * *', '@daily', '0 0 * * 1'), (prefix, zone, schedule) => {
      expect(isCronSchedule(`${prefix}${zone} ${schedule}`)).toBe(false);
    }));
  });

  test('is read in no time, however it is built to be slow', () => {
    const start = performance.now();
    for (const text of [`@every ${'1'.repeat(100_000)}`, `@every ${'1h'.repeat(100_000)}x`, `${'1,'.repeat(100_000)}x * * * *`, '* '.repeat(100_000), `${' '.repeat(100_000)}x`]) {
      expect(isCronSchedule(text)).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
