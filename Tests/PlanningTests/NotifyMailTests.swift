import Model
import Planning
import Testing

@Suite("A message as mail") struct NotifyMailTests {
    private func mail(_ subject: String, _ text: String, from sender: String = "") throws -> String {
        let message = NotifyMessage(
            id: "1f",
            event: "crash",
            state: .begun,
            app: "shop",
            what: nil,
            since: "",
            at: "",
            subject: subject,
            text: text,
            command: nil,
            sender: "apps.example.com"
        )
        return String(
            decoding: NotifyMail.text(message, to: try MailAddress("user@example.com"), from: sender, now: 1_795_910_400),
            as: UTF8.self
        )
    }

    @Test func `has its headers, and its text as it is`() throws {
        #expect(
            try mail("shop: a test", "one\ntwo\n", from: "renga@example.com") == """
                From: Renga <renga@example.com>
                To: user@example.com
                Subject: shop: a test
                Date: 29 Nov 2026 00:00:00 +0000
                Message-ID: <1f@apps.example.com>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                one
                two

                """
        )
        #expect(try !mail("x", "y").contains("From:"))
    }

    @Test(arguments: ["a\nBcc: x@example.com", "a\r\nBcc: x@example.com", "a\r\n\r\nbody", "a\u{0}\u{B}\u{C}b", "a\u{2028}Bcc: x"])
    func `gets no header by what its subject has`(subject: String) throws {
        let head = try mail(subject, "text").split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
        #expect(head.count == 8 && !head.contains { $0.hasPrefix("Bcc") }, "\(head)")
        #expect(head.joined().unicodeScalars.allSatisfy { $0.value >= 32 && $0.value < 127 })
    }

    @Test func `has encoded words of whole characters where its subject is not ASCII`() throws {
        let subject = String(repeating: "größer 🦊 ", count: 40)
        let lines = try mail(subject, "text").split(separator: "\n").drop { !$0.hasPrefix("Subject:") }.prefix { !$0.hasPrefix("Date:") }
        #expect(lines.count > 3 && lines.allSatisfy { $0.utf8.count <= 84 && $0.hasSuffix("?=") && $0.contains("=?UTF-8?B?") })
    }

    @Test func `is base64 where a line is too long or not ASCII`() throws {
        for text in ["größer\n", String(repeating: "a", count: 1000) + "\n"] {
            let mail = try mail("x", text)
            #expect(
                mail.contains("Content-Transfer-Encoding: base64\n\n") && mail.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 }
            )
        }
    }
}
