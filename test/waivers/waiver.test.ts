import { CheckId } from '../../src/controls/check-id';
import { Waiver, WaiverOptions } from '../../src/waivers/waiver';
import { messageOf } from '../support/synth';

const options: WaiverOptions = { reason: 'reads the disks of its node', expires: '2027-06-30' };
const refused = (change: any) => messageOf(() => Waiver.of(CheckId.HOST_PID, { ...options, ...change }));

describe('a waiver', () => {
  test('keeps what it was made of', () => {
    const waiver = Waiver.of(CheckId.HOST_NETWORK, { ...options, owner: 'sre@example.com', container: 'agent' });
    expect({ ...waiver }).toEqual({ check: 'host-network', ...options, owner: 'sre@example.com', container: 'agent' });
  });

  test('needs neither an owner nor a container', () => {
    const { owner, container } = Waiver.of(CheckId.HOST_PID, options);
    expect([owner, container]).toEqual([undefined, undefined]);
  });

  test('may be past its last day, because nothing here reads a clock', () => {
    expect(Waiver.of(CheckId.HOST_PID, { ...options, expires: '1999-12-31' }).expires).toBe('1999-12-31');
  });

  test.each(Object.values(CheckId))('can be made of %s', check => {
    expect(Waiver.of(check, options).check).toBe(check);
  });

  test.each<[unknown]>([['host-net'], ['HOST_PID'], [''], [undefined], [null], ['toString'], [['host-pid']]])('is not made of the control %p', check => {
    expect(messageOf(() => Waiver.of(check as CheckId, options))).toMatch(/^Waiver: check must be one of CheckId \(got .*\)\. Take the id/);
  });

  test.each(['2027-02-29', '2027-06-31', '2027-13-01', '2027-6-30', '30.06.2027', 'never', '', '2027-06-30T00:00:00Z', 20270630, undefined, null, new Date(0)])(
    'does not expire on %p', expires => {
      expect(refused({ expires })).toMatch(/^Waiver host-pid: expires must be a day of the calendar \(got .*\)\. Write the last day on which it counts, as 2027-06-30\.$/);
    });

  describe.each(['reason', 'owner', 'container'])('has a %s', field => {
    test.each(['', ' ', '\t', '\n', '\u00a0\u2003', '\u200b\u2060', '\ufeff', null, 7, {}, ['because']])('that is not %j', text => {
      expect(refused({ [field]: text })).toMatch(`Waiver host-pid: ${field} must not be empty (got `);
    });

    test.each(['two\nlines', 'two\r\nlines', 'a\ttab', 'a bell\u0007', 'a next line\u0085', 'a line\u2028separator', 'a paragraph\u2029separator', 'ever\u202e0399-21-13', 'an isolate\u2067x', 'x'.repeat(501)])(
      'that is one line of at most 500 characters, not %j', text => {
        expect(refused({ [field]: text })).toMatch(`Waiver host-pid: ${field} must be one line of at most 500 characters (got `);
      });

    test.each(['x'.repeat(500), ' a ', 'größer als nötig', '理由', 'שלום', '👨\u200d👩', '🙂 "quoted" \\ <b>', '\ud800', '{"reason":"x"}'])('that may be %j', text => {
      expect(Waiver.of(CheckId.HOST_PID, { ...options, [field]: text })).toMatchObject({ [field]: text });
    });
  });

  test('must have a reason', () => {
    expect(refused({ reason: undefined })).toBe('Waiver host-pid: reason must not be empty (got nothing). Say the reason in one line.');
  });
});
