import Glibc
import Linux
import Model
import Planning

/// Where a team's list of keys comes from: read by a process that is nobody's, whatever it is, and never by root.
struct KeySource {
    private let platform: Platform
    private var settings: KeySyncSettings { platform.configuration.keys }

    init(_ platform: Platform) { self.platform = platform }

    /// What people know it by.
    var name: String { settings.command.isEmpty ? settings.file : settings.command }

    /// - Throws: what is wrong with it: it is none, or links, fails, takes too long or says too much.
    func read(isCancelled: () -> Bool) throws -> [UInt8] {
        let words = try self.words()
        let uid = try Account.free(platform.configuration.users.plannerUIDs.reversed(), "who reads a list of keys", platform.root)
        let errors = try Descriptor.nameless(in: platform.root.run)
        let output = try Descriptor.pipe().split()
        let reading = Descriptor(owning: output.reading)
        let child: Child
        do {
            let writing = Descriptor(owning: output.writing)
            var start = Child.Start()
            start.descriptors = [nil, writing.number, errors.number]
            start.newSession = true
            start.user = (uid, uid)
            start.deathSignal = SIGKILL
            start.noNewPrivileges = true
            start.outOfMemoryScore = 900
            start.limits = [
                .init(.cpuSeconds, Int64(settings.secondsMax)), .init(.memoryBytes, 1 << 30), .init(.openFiles, 256), .init(.processes, 64),
                .init(.fileBytes, 1 << 20),
            ]
            let environment = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
            let command = Command(words[0], Array(words.dropFirst()), environment: environment, workingDirectory: "/")
            do throws(SystemError) {
                child = try Child.spawn(command, start)
            } catch {
                throw Failure(.unavailable, "\(words[0]) could not be started: \(error)")
            }
        }
        let deadline = Moment.monotonicMilliseconds() + Int64(settings.secondsMax) * 1000
        let bytes: [UInt8]
        do {
            bytes = try receive(reading.number, until: deadline, isCancelled: isCancelled)
        } catch {
            child.killGroup(SIGKILL)
            _ = child.wait()
            throw error
        }
        guard let status = try child.wait(until: deadline, isCancelled: isCancelled, endsGroup: true) else {
            throw isCancelled() ? cancelled : late
        }
        guard status.isSuccess else { throw failed(status, said: try errors.contents(limit: 1 << 20)) }
        return bytes
    }

    private func words() throws(Failure) -> [String] {
        guard settings.command.isEmpty else {
            guard settings.file.isEmpty else {
                throw Failure(.invalid, "keys.file and keys.command are both set", hint: "leave one, in \(platform.root.configuration)")
            }
            let words = try ShellWords.split(settings.command)
            guard let program = words.first, program.hasPrefix("/") else {
                throw Failure(.invalid, "keys.command does not begin with the absolute path of a program")
            }
            return words
        }
        let path = settings.file
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { throw Failure(.invalid, "keys.file is no absolute path") }
        guard let status = Files.status(path) else { throw Failure(.notFound, "there is no file \(path)") }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw Failure(.refused, "\(path) is a link: name the file itself")
        default: throw Failure(.refused, "\(path) is no file")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw Failure(.refused, "\(path) can be written by others than its owner", hint: "chmod go-w \(path)")
        }
        return ["/bin/cat", "--", path]
    }

    private func receive(_ number: Int32, until deadline: Int64, isCancelled: () -> Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard !isCancelled() else { throw cancelled }
            guard left > 0 else { throw late }
            var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            guard poll(&item, 1, Int32(min(left, 250))) > 0, let part = try readSome(from: number) else { continue }
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= TeamKeysFile.bytesMax else {
                throw Failure(.limit, "it says more than \(TeamKeysFile.bytesMax >> 20) MB")
            }
        }
    }

    private var late: Failure { Failure(.unavailable, "it took longer than \(settings.secondsMax) seconds (keys.seconds_max)") }

    private var cancelled: Failure { Failure(.cancelled, "nobody waits for it any more") }

    private func failed(_ status: ExitStatus, said: [UInt8]) -> Failure {
        let words = String(decoding: said.prefix(4096), as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
        let what = words.isEmpty ? "\(status)" : "\(status): \(HarmlessText.text(String(words.prefix(300))))"
        return Failure(.unavailable, "reading it ended with \(what)", hint: "it is read by a user that is nobody, who needs to be let")
    }
}
