import Glibc
import Linux
import Model
import Sandbox

/// Who fetches and unpacks what strangers made: nobody of the machine, no app, and not who plans.
enum FetchUser {
    static func uid(_ workshop: Workshop) throws -> UInt32 {
        let planner = try PlannerUser.uid(workshop.configuration.users.plannerUIDs, workshop.root)
        return try PlannerUser.uid(workshop.configuration.users.plannerUIDs.filter { $0 != planner }, workshop.root)
    }

    /// A cage of such a user, without a network until it is given one.
    static func cage(_ kind: String, in directory: String, lowers: [String], _ user: UInt32, _ workshop: Workshop) -> Cage {
        let id = "\(kind)-\(getpid())-\(Moment.wallMicroseconds())"
        var cage = Cage(
            id: id,
            directory: directory,
            lowers: lowers,
            arguments: [],
            uid: user,
            gid: user,
            cgroup: "\(workshop.cgroup)/\(id)"
        )
        cage.hostname = kind
        cage.workingDirectory = "/tmp"
        cage.environment = ["HOME": "/tmp", "LC_ALL": "C.UTF-8", "PATH": Command.plainPath]
        cage.limits = Cage.Limits(build: workshop.configuration.build)
        return cage
    }
}
