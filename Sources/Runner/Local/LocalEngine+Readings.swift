import Linux
import Model
import Sandbox

extension LocalEngine {
    package func diskUse(_ id: String, limits: DiskLimits) -> DynoDiskUse {
        let bundle = Bundle(root.dyno(id))
        let processes = ControlGroups.processes(in: machine.group(id))
        let reading = DiskUsage.measure(
            [bundle.upper, bundle.temporary],
            files: [folder(id).output, folder(id).movedOutput],
            heldBy: processes,
            limits: limits
        )
        return DynoDiskUse(reading, written: ProcessWrites.bytes(by: processes))
    }

    package func written(_ id: String) -> Int64? { ProcessWrites.bytes(by: ControlGroups.processes(in: machine.group(id))) }

    package func cpuMicroseconds(_ id: String) -> Int64? {
        let group = machine.group(id)
        return ControlGroups.cpuMicroseconds(group).map { $0 + (ControlGroups.cpuMicroseconds(ControlGroup.guardianPath(of: group)) ?? 0) }
    }

    package func workMicroseconds(_ id: String) -> Int64? {
        // Where that file is of a dyno that has ended, what another process uses makes this one look busy.
        guard let all = cpuMicroseconds(id), let first = KernelFile.leadingNumber(Bundle(root.dyno(id)).processFile),
            let nanoseconds = KernelFile.leadingNumber("/proc/\(first)/schedstat")
        else { return nil }
        return all - nanoseconds / 1000
    }

    package func memoryGlance(_ id: String) -> MemoryGlance? { ControlGroups.memoryGlance(machine.group(id)) }

    package func memory(_ id: String) -> DynoMemory? { ControlGroups.memory(machine.group(id)) }

    package func killedForMemory(_ id: String) -> String? { KernelLog.killed(in: machine.group(id)) }

    package func listening(_ id: String) -> [ListeningSocket]? {
        // A hint for people: where it cannot be had, they get the rest.
        guard let supervised = try? Supervised.find(root.dyno(id)), supervised.pid > 0 else { return nil }
        let tables = ["tcp", "tcp6"].map { ListeningSocket.read("/proc/\(supervised.pid)/net/\($0)") }
        // Asked afterwards: as long as its guard lives, the pid is that dyno's.
        guard supervised.conmon.isRunning else { return nil }
        return tables.flatMap(\.self)
    }

    package func connect(to endpoint: DynoEndpoint) -> Descriptor? { endpoint.connect() }
}
