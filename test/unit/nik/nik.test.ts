import { describe, expect, it } from 'vitest';
import { birthDateInNik, isNik, maskNik, nikParts, nikSchema, nikSex } from '../../../domain/nik/nik.ts';

describe('a NIK', () => {
  it('tells region, sex, birth date and serial', () => {
    expect(nikParts(nikSchema.parse('1410015203800007'))).toEqual({
      region: '141001',
      sex: 'P',
      day: 12,
      month: 3,
      yearOfCentury: 80,
      serial: '0007',
    });
    expect(nikParts(nikSchema.parse('1403043112990001'))).toMatchObject({ sex: 'L', day: 31, month: 12 });
  });

  it.each([
    '1410010101800001',
    '1410013101800001',
    '1410014101800001',
    '1410017101800001',
    '1410012902810001',
    '9401012902000001',
  ])('can be %s', (nik) => expect(isNik(nik)).toBe(true));

  it.each([
    ['day 0', '1410010001800001'],
    ['day 32', '1410013201800001'],
    ['day 40', '1410014001800001'],
    ['day 72', '1410017201800001'],
    ['30 February', '1410013002800001'],
    ['month 0', '1410010100800001'],
    ['month 13', '1410010113800001'],
    ['serial 0000', '1410010101800000'],
    ['15 digits', '141001010180001'],
    ['a letter', '141001010180000A'],
    ['a province that begins with 0', '0410010101800001'],
  ])('cannot have %s', (_, nik) => expect(isNik(nik)).toBe(false));

  it('shows the sex at a glance as its parts do', () => {
    for (const nik of ['1410013101800001', '1410014101800001'].map((text) => nikSchema.parse(text))) {
      expect(nikSex(nik)).toBe(nikParts(nik).sex);
    }
  });

  it.each([
    ['1410010101800001', '1980-01-01', '1980-01-01'],
    ['1410010101080001', '2008-05-05', '2008-01-01'],
    ['1410010101080001', '1908-05-05', '1908-01-01'],
    ['1410010101990001', '2000-01-01', '1999-01-01'],
    ['1410010101000001', '1999-12-31', '2000-01-01'],
  ])('%s of someone born %s holds %s: the nearest century', (nik, stated, held) => {
    expect(birthDateInNik(nikSchema.parse(nik), stated)).toBe(held);
  });

  it('is shown without kecamatan and birth date', () => {
    expect(maskNik('1410015203800007')).toBe('1410********0007');
    expect(maskNik('141001520380000')).toBe('1410*********00');
    expect(maskNik('1.41E+15')).toBe('1.41E+15');
  });
});
