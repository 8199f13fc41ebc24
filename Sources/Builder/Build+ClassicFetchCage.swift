import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The cage in which what a buildpack consists of is fetched and unpacked: the app's user, the stack, and nothing else.
extension Build {
    /// - Parameter place: what is fetched from there; a mirror of the installation's own network may have no https.
    func fetchCage(_ directory: String, _ layers: BuiltLayers, _ place: String = "") -> Cage {
        var cage = Cage(
            id: cageID,
            directory: directory + "/cage",
            lowers: [workshop.store.path(layers.stack)],
            arguments: [],
            uid: record.app.uid,
            gid: record.app.uid,
            cgroup: "\(workshop.cgroup)/\(cageID)"
        )
        cage.hostname = "build"
        cage.workingDirectory = "/tmp"
        cage.environment = [
            "PATH": Command.plainPath, "HOME": "/tmp", "LC_ALL": "C.UTF-8",
            "GIT_ALLOW_PROTOCOL": place.hasPrefix("http://") ? "http" : "https:ssh",
            "GIT_TERMINAL_PROMPT": "0", "GIT_HTTP_LOW_SPEED_LIMIT": "1000", "GIT_HTTP_LOW_SPEED_TIME": "60",
        ]
        for (name, value) in workshop.configuration.build.environment where name.lowercased().hasSuffix("_proxy") {
            cage.environment[name] = value
        }
        let seen = record.config.filter { GitAccess.isMeant($0.key) }
        cage.environment.merge(seen) { $1 }
        cage.environment.merge(GitAccess.environment(seen)) { $1 }
        cage.limits = Cage.Limits(build: workshop.configuration.build)
        BuildTrust.add(workshop.configuration.build.caBundle, to: &cage)
        return cage
    }

    private static let outputLinesMax = 20

    /// - Returns: how it ended, and the last lines that it printed.
    func runFetch(_ cage: Cage, network: Bool = true) throws -> (CageResult, [String]) {
        var cage = cage
        guard network else { return try runHere(cage) }
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        cage.network = .namespace(lease.namespace)
        cage.nameServers = workshop.network.nameServers
        return try runHere(cage)
    }

    private func runHere(_ cage: Cage) throws -> (CageResult, [String]) {
        var lines = LineSplitter()
        var tail: [String] = []
        func keep(_ line: String) { tail = tail.suffix(Self.outputLinesMax - 1) + [String(transcript.mask.hide(line).prefix(300))] }
        let build = workshop.configuration.build
        let limits = RunLimits(seconds: build.stepSecondsMax, disk: build.disk, floor: workshop.configuration.disk)
        let result = try workshop.runtime.run(cage, limits: limits, cancel: workshop.interruption.descriptor) { lines.add($0, keep) }
        lines.end(keep)
        return (result, tail)
    }

    func fetched(_ run: (result: CageResult, output: [String]), _ classic: ClassicBuildpack, _ ref: String?) throws {
        guard run.result != .exited(0) else { return }
        throw fetchFailure(run.result, run.output, classic, ref)
    }

    func checkAddress(_ url: String, _ classic: ClassicBuildpack) throws {
        guard let address = try? SubmoduleAddress(url), !address.isLocal(allowed: workshop.configuration.network.allow) else {
            throw Failure(
                .refused,
                "the buildpack \(classic.reference) is on this machine or its own network, from where none is fetched",
                hint: "what builds may reach there is `network.allow` in \(workshop.root.configuration); a folder in "
                    + "\(workshop.root.buildpacks) is a buildpack as well, known by its name"
            )
        }
        guard address.isSSH, record.config[GitAccess.sshKey] == nil else { return }
        throw Failure(
            .refused,
            "the buildpack \(classic.reference) is fetched over ssh, for which the app has no key",
            hint: "name its https address; or give the app a key: \(workshop.command) config:set "
                + "\(GitAccess.sshKey)=\"$(cat KEYFILE)\" -a \(record.app.name)"
        )
    }

    func fetchFailure(_ result: CageResult, _ output: [String], _ classic: ClassicBuildpack, _ ref: String?) -> Failure {
        let name = "the buildpack \(classic.reference)"
        switch result {
        case .cancelled: return Failure(.cancelled, "the build was cancelled")
        case .exited(ClassicFetchScript.End.noRef.rawValue):
            return Failure(
                .refused,
                "\(name) has no branch and no tag `\(ref ?? "HEAD")`",
                hint: "a commit is named by all of its 40 digits; `git ls-remote` lists what there is"
            )
        case .exited(ClassicFetchScript.End.noCommit.rawValue):
            return Failure(.refused, "\(name) has no such commit", hint: "push it to its server first")
        case .diskLimit(let excess, _):
            return Failure(.limit, "\(name): \(DiskText.excess(excess, of: workshop.configuration.build.result, who: "a build"))")
        case .diskFull(let space): return fullDisk("\(name) was fetched", space)
        default:
            var token: String?
            if case .git(let url, _) = classic.source, let address = try? SubmoduleAddress(url), !address.isSSH {
                token =
                    "where it is private: \(workshop.command) config:set \(address.credentialVariable)=TOKEN -a \(record.app.name)"
            }
            return Failure(.buildFailed, "\(name) could not be fetched", hint: token, detail: output)
        }
    }
}
