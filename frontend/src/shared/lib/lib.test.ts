import { describe, expect, it } from 'vitest';
import { en } from '@/shared/config/texts-en';
import { ko } from '@/shared/config/texts-ko';
import { formErrors } from './field-errors';
import { httpOver } from './http';
import { Problem, problemOf } from './problem';

describe('problems', () => {
  it('keep the code, the fields and the time to wait', () => {
    const body = {
      title: 't',
      detail: 'd',
      code: 'rate_limited',
      errors: [{ field: 'handle', code: 'handle_taken' }],
    };
    expect(problemOf(429, body, '3')).toMatchObject({
      status: 429,
      code: 'rate_limited',
      message: 'd',
      retryAfterMillis: 3_000,
      fields: [{ field: 'handle', code: 'handle_taken', message: null }],
    });
  });

  it('of another shape get a code by their status', () => {
    expect(problemOf(502, '<html>', null).code).toBe('unavailable');
    expect(problemOf(500, undefined, null).code).toBe('internal');
  });
});

describe('httpOver', () => {
  it('tells an unreachable server as a problem', async () => {
    const http = httpOver(() => Promise.reject(new TypeError('no')));
    await expect(http('/api/me')).rejects.toMatchObject({ status: 0, code: 'offline' });
  });

  it('sends JSON with the token, and takes an empty answer', async () => {
    let seen: RequestInit | undefined;
    const http = httpOver(async (_, init) => {
      seen = init;
      return new Response(null, { status: 204 });
    });
    expect(await http('/api/x', { method: 'POST', body: { a: 1 }, token: 't' })).toBeUndefined();
    expect(seen?.body).toBe('{"a":1}');
    expect(new Headers(seen?.headers).get('Authorization')).toBe('Bearer t');
  });
});

describe('formErrors', () => {
  it('puts a field’s error at the field, in the viewer’s language', () => {
    const error = new Problem({
      status: 422,
      code: 'invalid',
      fields: [{ field: 'handle', code: 'handle_taken', message: 'taken' }],
    });
    expect(formErrors(ko, error, ['handle'])).toEqual({
      fields: { handle: ko.fields.handle_taken },
      form: null,
    });
  });

  it('tells the form what belongs to no field, with the time to wait', () => {
    const error = new Problem({ status: 429, code: 'rate_limited', retryAfterMillis: 2_500 });
    expect(formErrors(en, error, [])).toEqual({ fields: {}, form: `${en.errors.rate_limited} Wait 3 s.` });
  });
});

describe('texts', () => {
  it('have words for every error code of the protocol, in each language', () => {
    const codes =
      'bad_frame unknown_type text_empty text_too_long room_unknown room_closed not_joined sign_in_required forbidden ' +
      'banned timed_out slow_mode rate_limited followers_only blocked_word reaction_unknown token_invalid ' +
      'token_expired too_many_rooms unavailable internal author_restricted not_direct webhook_inactive';
    for (const code of codes.split(' ')) {
      expect(en.errors[code], code).toBeTruthy();
      expect(ko.errors[code], code).toBeTruthy();
    }
  });
});
