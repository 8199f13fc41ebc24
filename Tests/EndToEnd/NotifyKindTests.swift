import Glibc
import Ledger
import Linux
import Model
import Testing

/// Whatever else people are told of, as it happens in one installation: memory, a drain, folders, a job, and the disk.
@Suite("Messages of each kind") struct NotifyKindTests {
    /// Its children are ended by the kernel, one after the other.
    private static let procfile = """
        web: exec python3 server.py
        worker: while :; do python3 -c 'print(len(b"x" * 10**9))'; sleep 1; done

        """

    private func mails(_ mail: MailDouble, _ words: String) -> Int { mail.mails.filter { $0.contains(words) }.count }

    /// All that was sent, what the ledger knows of messages, and what the app's log says.
    private func evidence(_ platform: Installation, _ mail: MailDouble) throws -> String {
        let (targets, records, runs) = try platform.ledger().read { db in
            (try db.notifyTargets(), try db.notifyRecords(), try db.cronRuns(try db.existing(try platform.appName("shop")).id))
        }
        let logs = try platform.renga("logs", "-n", "300", "-a", "shop").text
        let parts = mail.mails.map { "--- mail\n\($0)" } + targets.map { "--- target \($0)" } + records.map { "--- cause \($0)" }
        return (parts + ["--- jobs \(runs)", "--- log", logs, platform.diagnostics]).joined(separator: "\n")
    }

    @Test func `each is said once when it begins, and once when it is over`() throws {
        let (mail, syslog) = (try MailDouble(), try SyslogServer())
        try mail.install()
        let platform = try Installation(
            """
            outgoing: {allow: ["127.0.0.1:\(syslog.port)"]}
            notify: {sendmail: \(mail.program), calm_seconds: 4}
            dyno: {storage_bytes_max: 2 MB}
            disk: {floor_bytes: 60 MB, floor_files: 100}

            """,
            megabytes: 250
        )
        _ = try platform.serving("shop", ["Procfile": Self.procfile])
        try platform.ssh("notify:add mail:ops@example.com -a shop").check()
        try platform.renga("notify:add", "mail:root", "--machine", "--events", "disk").check()
        func expectMail(_ words: String...) throws {
            do {
                try eventually("there is one mail of each of \(words)", seconds: 180) { words.allSatisfy { mails(mail, $0) == 1 } }
            } catch {
                throw Failure(.internal, "\(error)\n\(try evidence(platform, mail))")
            }
        }
        syslog.stop()
        try platform.renga("drains:add", "syslog://127.0.0.1:\(syslog.port)", "-a", "shop").check()
        try platform.renga("storage:add", "data:/app/data", "-a", "shop").check()
        try platform.renga("ps:type", "worker=64MB", "-a", "shop").check()
        try platform.renga("ps:scale", "worker=1", "-a", "shop").check()
        try platform.renga("schedule:add", "0 3 1 1 *", "-a", "shop", "--", "cat", "/app/data/ok").check()
        try platform.renga("cron:run", "1", "-a", "shop").check()
        try platform.renga("run", "-a", "shop", "--", "sh", "-c", "head -c 3000000 /dev/zero > /app/data/big").check()
        try expectMail(
            "Subject: [localhost] shop: worker.1 has used up its memory (R14)",
            "shop: the log does not get to syslog://127.0.0.1:\(syslog.port)",
            "shop: its folders that stay are over their limit",
            "shop: the job 1 has failed"
        )
        expect(
            mail.mails.first { $0.contains("(R14)") } ?? "",
            has: ["64 MB", "renga ps:type worker=128MB -a shop"]
        )
        expect(mail.mails.first { $0.contains("the job 1") } ?? "", has: ["`cat /app/data/ok` in scheduler.", " exited 1, at "])
        let shown = try platform.renga("notify", "-a", "shop").check()
        for words in ["=== Wrong now", "(R14), since", "the log does not get to", "over their limit", "the job 1 has failed"] {
            expect(shown, has: [words])
        }

        try platform.renga("ps:scale", "worker=0", "-a", "shop").check()
        try syslog.start()
        try platform.renga("run", "-a", "shop", "--", "sh", "-c", "rm /app/data/big && touch /app/data/ok").check()
        try platform.renga("cron:run", "1", "-a", "shop").check()
        try platform.leave(megabytes: 40)
        try expectMail("[localhost] the disk is nearly full", "shop: nothing is wrong with the job 1 any more")
        try platform.clearDisk()
        try expectMail(
            "[localhost] the disk has room again",
            "shop: worker uses up its memory no more",
            "shop: nothing is wrong with the log drain to syslog://127.0.0.1:\(syslog.port)",
            "shop: its folders that stay are within their limit again"
        )
        try eventually("nothing is wrong") { try !platform.renga("notify", "-a", "shop").check().contains("Wrong now") }
        // To the one who looks after the machine, of the disk alone.
        #expect(mail.mails.filter { $0.contains("called with -i -- root\n") }.count == 2)
        #expect(mail.mails.count == 10, "\(mail.mails)")
    }
}
