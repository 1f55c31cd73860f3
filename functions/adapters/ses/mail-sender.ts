import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface MailMessage {
  /** One verified address. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type SendMail = (message: MailMessage) => Promise<void>;

/** Keeps out-of-office answers away (RFC 3834): officials who are on leave have one set. */
const AUTOMATIC = { Name: 'Auto-Submitted', Value: 'auto-generated' };

/** @param from env MAIL_FROM: an identity that the mail service has verified */
export function openMailSender(from: string, client: SESv2Client = new SESv2Client({})): SendMail {
  return async (message) => {
    const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [message.to] },
        Content: {
          Simple: {
            Subject: part(message.subject),
            Body: { Text: part(message.text), Html: part(message.html) },
            Headers: [AUTOMATIC],
          },
        },
      }),
    );
  };
}
