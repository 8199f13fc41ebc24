import Glibc
import Linux
import Model
import Operations
import Planning

/// Hands mail to the machine's program for it, as a user without rights. That may be a set-user program: it keeps what it is.
struct NotifyMailer {
    private static let millisecondsMax: Int64 = 60_000
    private static let queueBytesMax: Int64 = 16 << 20
    private static let outputBytesMax = 4096
    /// Of sysexits.h: what it was given is wrong, nobody has this name, no host has.
    private static let rejections: Set<Int32> = [65, 67, 68]

    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// nil: the program has taken it.
    func send(_ message: NotifyMessage, to address: MailAddress, isCancelled: () -> Bool) throws -> NotifyFailure? {
        let settings = platform.configuration.notify
        let sender = settings.mailFrom.isEmpty ? nil : try MailAddress(settings.mailFrom).text
        let user = try Account.existing(settings.mailUser, of: platform.root)
        guard user.uid != 0 else { throw Failure(.refused, "`notify.mail_user` is root", hint: "name a user without rights") }
        let now = Moment.wallMicroseconds() / 1_000_000
        let input = try Descriptor.nameless(holding: NotifyMail.text(message, to: address, from: sender ?? "", now: now))
        let output = try Descriptor.nameless(in: "/tmp")
        var start = Child.Start()
        start.descriptors = [input.number, output.number, output.number]
        start.newSession = true
        start.user = (user.uid, user.gid)
        start.deathSignal = SIGKILL
        start.limits = [ProcessLimit(.fileBytes, Self.queueBytesMax)]
        let words = ["-i"] + (sender.map { ["-f", $0] } ?? []) + ["--", address.text]
        let child = try Child.spawn(Command(settings.sendmail, words, workingDirectory: "/"), start)
        guard let status = try child.wait(until: Moment.monotonicMilliseconds() + Self.millisecondsMax, isCancelled: isCancelled) else {
            return NotifyFailure("\(settings.sendmail) took longer than a minute")
        }
        guard !status.isSuccess else { return nil }
        guard lseek(output.number, 0, SEEK_SET) == 0 else { throw SystemError("rewind", "a file") }
        let said = String(decoding: try readSome(from: output.number, limit: Self.outputBytesMax) ?? [], as: UTF8.self).trimmed
        return NotifyFailure(
            "\(settings.sendmail): \(said.isEmpty ? "it ended with \(status)" : said)",
            isRejection: Self.rejections.contains(status.code)
        )
    }
}
