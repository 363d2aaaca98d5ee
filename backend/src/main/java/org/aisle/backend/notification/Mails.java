package org.aisle.backend.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.aisle.backend.notification.NotificationSettings.Smtp;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Mails by the server's relay. Thread-safe. */
final class Mails {

  private static final int SMTPS = 465;

  private final @Nullable Smtp smtp;
  private final @Nullable JavaMailSenderImpl sender;
  private final Wording wording;

  Mails(@Nullable Smtp smtp, Wording wording) {
    this.smtp = smtp;
    this.sender = smtp == null ? null : sender(smtp);
    this.wording = wording;
  }

  private static JavaMailSenderImpl sender(Smtp smtp) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setProtocol(smtp.port() == SMTPS ? "smtps" : "smtp");
    sender.setHost(smtp.host());
    sender.setPort(smtp.port());
    sender.setUsername(smtp.user());
    sender.setPassword(smtp.password());
    sender.setDefaultEncoding("UTF-8");
    Properties properties = new Properties();
    for (String protocol : List.of("mail.smtp.", "mail.smtps.")) {
      properties.put(protocol + "connectiontimeout", "5000");
      properties.put(protocol + "timeout", "10000");
      properties.put(protocol + "writetimeout", "10000");
      properties.put(protocol + "ssl.checkserveridentity", "true");
      properties.put(protocol + "auth", Boolean.toString(smtp.user() != null));
    }
    properties.put("mail.smtp.starttls.enable", Boolean.toString(smtp.starttls()));
    properties.put("mail.smtp.starttls.required", Boolean.toString(smtp.starttls()));
    sender.setJavaMailProperties(properties);
    return sender;
  }

  /** Addresses that the relay refuses for good do not keep the others from being told. */
  Delivery send(Letter letter, List<String> to) {
    if (smtp == null || sender == null) {
      return Failed.forNow(
          "mail.no-relay",
          "No SMTP relay is configured: set aisle.notification.smtp.host and .from, and restart.");
    }
    try {
      return attempt(sender, smtp, letter, to, to.size());
    } catch (MessagingException e) {
      return Failed.forGood("mail.invalid", "The mail can't be written (%s).".formatted(reason(e)));
    }
  }

  private Delivery attempt(
      JavaMailSenderImpl relay, Smtp from, Letter letter, List<String> to, int all)
      throws MessagingException {
    MimeMessage message = message(relay, from, letter, to);
    try {
      relay.send(message);
    } catch (MailSendException e) {
      List<SMTPAddressFailedException> refused = new ArrayList<>();
      boolean lasting = judge(e, refused);
      TreeSet<String> valid = new TreeSet<>(to);
      refused.forEach(r -> valid.remove(String.valueOf(r.getAddress())));
      if (lasting && !refused.isEmpty() && !valid.isEmpty() && valid.size() < to.size()) {
        return attempt(relay, from, letter, List.copyOf(valid), all);
      }
      return new Failed(
          lasting ? "mail.refused" : "mail.unreachable",
          "The relay %s did not take the mail (%s): %s"
              .formatted(
                  from.host(),
                  reason(e),
                  lasting
                      ? "check the addresses of the destination."
                      : "check that it runs and takes mail from here."),
          lasting,
          null);
    } catch (MailException e) {
      return Failed.forNow(
          "mail.sign-in",
          "The relay %s does not let the server in (%s): check aisle.notification.smtp."
              .formatted(from.host(), reason(e)));
    }
    return new Sent(
        "by mail to "
            + (to.size() == all
                ? all + (all == 1 ? " address" : " addresses")
                : "%d of %d addresses, the others are refused".formatted(to.size(), all)));
  }

  private MimeMessage message(JavaMailSenderImpl relay, Smtp from, Letter letter, List<String> to)
      throws MessagingException {
    MimeMessage message = new Numbered(relay, letter);
    MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom(new InternetAddress(from.from(), true));
    for (String address : to) {
      helper.addTo(new InternetAddress(address, true));
    }
    helper.setSubject(Wording.subject(letter.items().getFirst(), letter.items().size()));
    helper.setText(wording.text(letter), wording.html(letter));
    helper.setSentDate(java.util.Date.from(letter.at()));
    message.setHeader(Webhooks.DELIVERY, letter.delivery().toString());
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  /** Whether it is refused for good; collects the addresses that are. */
  private static boolean judge(MailSendException e, List<SMTPAddressFailedException> refused) {
    boolean lasting = false;
    boolean passing = false;
    List<Exception> found = new ArrayList<>(Arrays.asList(e.getMessageExceptions()));
    for (int i = 0; i < found.size() && i < 100; i++) {
      Exception one = found.get(i);
      if (one instanceof MessagingException chained && chained.getNextException() != null) {
        found.add(chained.getNextException());
      }
      switch (one) {
        case SMTPAddressFailedException address -> {
          if (address.getReturnCode() >= 500) {
            refused.add(address);
            lasting = true;
          } else {
            passing = true;
          }
        }
        case SMTPSendFailedException whole -> {
          lasting |= whole.getReturnCode() >= 500;
          passing |= whole.getReturnCode() < 500;
        }
        default -> {}
      }
    }
    return lasting && !passing;
  }

  private static String reason(Exception e) {
    Exception deepest = e;
    if (e instanceof MailSendException many && many.getMessageExceptions().length > 0) {
      deepest = many.getMessageExceptions()[0];
    }
    for (int i = 0; i < 10 && deepest instanceof MessagingException m; i++) {
      if (m.getNextException() == null) {
        break;
      }
      deepest = m.getNextException();
    }
    String text =
        deepest.getMessage() == null ? e.getClass().getSimpleName() : deepest.getMessage();
    return Wording.line(text, 200).replaceAll("[.\\s]+$", "");
  }

  /** Has the same id in every attempt, so that mail systems can drop a repeat. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(JavaMailSenderImpl relay, Letter letter) {
      super(relay.getSession());
      this.id = "<" + letter.delivery() + "@aisle>";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
