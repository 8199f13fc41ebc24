import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The files of submodules as a layer over the app's own, fetched in a cage. Their commits are its key: one that is there already
/// needs no network.
extension Build {
    /// - Returns: keys, top first: one, or none.
    func submoduleLayers(_ plan: BuildPlan, _ layers: BuiltLayers) throws -> [String] {
        guard !plan.submodules.isEmpty else { return [] }
        let parts = [workshop.root.path, record.app.name.text, "\(record.app.uid)"] + plan.submodules.flatMap { [$0.path, $0.commit] }
        let key = "source-\(SHA256.hex(of: (["submodules 1"] + parts).joined(separator: "\n")).prefix(32))"
        let names = plan.submodules.map { "\($0.path) at \($0.commit.prefix(8))" }.joined(separator: ", ")
        if try workshop.store.use(key) {
            transcript.step("Using cached: submodules (\(names))")
            return [key]
        }
        for submodule in plan.submodules { try check(submodule) }
        transcript.step("Fetching submodules")
        let began = Moment.monotonicMilliseconds()
        let title = LayerRecord(kind: .source, title: "\(record.app.name) submodules", owner: workshop.root.path)
        let build = workshop.configuration.build
        do {
            let isCancelled = { workshop.interruption.isRequested }
            try workshop.store.create(key, title, durable: false, limits: build.result, isCancelled: isCancelled) { directory in
                let lowers = layers.base.map(workshop.store.path)
                try fetch(plan.submodules, in: directory + "/cage", lowers: lowers)
                try OpaqueDirectories.normalise(upper: Bundle(directory + "/cage").upper, lowers: lowers)
                try Files.makeDirectory(directory + "/root")
                try Files.rename(Bundle(directory + "/cage").upper + "/app", to: directory + "/root/app")
            }
        } catch let error as LayerExcess {
            throw tooLarge(error.excess)
        }
        sayTime(since: began)
        return [key]
    }

    private func check(_ submodule: PlannedSubmodule) throws {
        guard let address = try? SubmoduleAddress(submodule.url), !address.isLocal(allowed: workshop.configuration.network.allow) else {
            throw Failure(
                .refused,
                "the submodule `\(submodule.path)` is on this machine or its own network, from where none is fetched",
                hint: "what builds may reach there is `network.allow` in \(workshop.root.configuration)"
            )
        }
        guard address.isSSH, record.config[GitAccess.sshKey] == nil else { return }
        throw Failure(
            .refused,
            "the submodule `\(submodule.path)` is fetched over ssh, for which the app has no key",
            hint:
                "make a deploy key, give its public half to \(address.host), and the private one to the app: \(workshop.command) config:set "
                + "\(GitAccess.sshKey)=\"$(cat KEYFILE)\" -a \(record.app.name); or write its https address into .gitmodules"
        )
    }

    private func fetch(_ submodules: [PlannedSubmodule], in directory: String, lowers: [String]) throws {
        var cage = Cage(
            id: cageID,
            directory: directory,
            lowers: lowers,
            arguments: Self.bash(SubmoduleScript.text, ["fetch"] + submodules.flatMap { [$0.path, $0.url, $0.commit] }),
            uid: record.app.uid,
            gid: record.app.uid,
            cgroup: "\(workshop.cgroup)/\(cageID)"
        )
        cage.hostname = "build"
        cage.environment = [
            "PATH": Command.plainPath, "HOME": "/tmp", "LC_ALL": "C.UTF-8", "GIT_ALLOW_PROTOCOL": "https:ssh", "GIT_TERMINAL_PROMPT": "0",
            "GIT_HTTP_LOW_SPEED_LIMIT": "1000", "GIT_HTTP_LOW_SPEED_TIME": "60",
        ]
        let seen = record.config.filter { GitAccess.isMeant($0.key) }
        cage.environment.merge(seen) { $1 }
        cage.environment.merge(GitAccess.environment(seen)) { $1 }
        cage.limits = Cage.Limits(build: workshop.configuration.build)
        BuildTrust.add(workshop.configuration.build.caBundle, to: &cage)
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        cage.network = .namespace(lease.namespace)
        cage.nameServers = workshop.network.nameServers
        let build = workshop.configuration.build
        let limits = RunLimits(seconds: build.stepSecondsMax, disk: build.disk, floor: workshop.configuration.disk)
        let result = try workshop.runtime.run(cage, limits: limits, cancel: workshop.interruption.descriptor) { transcript.output($0) }
        transcript.endOutput()
        try check(result, submodules)
    }

    private func check(_ result: CageResult, _ submodules: [PlannedSubmodule]) throws {
        let build = workshop.configuration.build
        let what: String
        let hint: String?
        switch result {
        case .exited(0): return
        case .exited(SubmoduleScript.End.notFetched.rawValue):
            let address = submodules.lazy.compactMap { try? SubmoduleAddress($0.url) }.first { !$0.isSSH }
            let token = address.map {
                "; where it is private: \(workshop.command) config:set \($0.credentialVariable)=TOKEN -a \(record.app.name)"
            }
            (what, hint) = ("could not be fetched", "what git said stands above\(token ?? "")")
        case .exited(SubmoduleScript.End.commitMissing.rawValue):
            (what, hint) = ("name a commit that their server does not have", "push it there first: git push --recurse-submodules=on-demand")
        case .exited(SubmoduleScript.End.tooDeep.rawValue), .exited(SubmoduleScript.End.tooMany.rawValue):
            (what, hint) = ("are too many, or too deep inside of each other", "leave out by .slugignore what the app does not need")
        case .exited(SubmoduleScript.End.badAddress.rawValue):
            (what, hint) = ("have others inside that are fetched neither by https nor by ssh", "the last line above names it")
        case .timeLimit:
            (what, hint) = (
                "were not fetched within \(build.stepSecondsMax) seconds",
                "the limit is `build.step_seconds_max` in \(workshop.root.configuration)"
            )
        case .diskLimit(let excess, _): throw tooLarge(excess)
        case .cancelled: throw Failure(.cancelled, "the build was cancelled")
        case .diskFull(let space): throw fullDisk("the submodules were fetched", space)
        case .exited, .killed, .outOfMemory: (what, hint) = ("could not be fetched", "what git said stands above")
        }
        throw Failure(.buildFailed, "the submodules \(what)", hint: hint)
    }

    private func tooLarge(_ excess: DiskLimits.Excess) -> Failure {
        let key = excess == .files ? "disk_files_max" : "disk_bytes_max"
        return Failure(
            .limit,
            "the submodules: " + DiskText.excess(excess, of: workshop.configuration.build.result, who: "a build"),
            hint: "leave out by .slugignore what the app does not need; the limit is `build.\(key)` in \(workshop.root.configuration)"
        )
    }
}
