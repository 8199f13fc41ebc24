struct TimerWheel {
    private struct Entry {
        let visit: Int64
        let owner: TimerOwner
    }

    private static let tickMilliseconds: Int64 = 16
    private static let slotCount = 2048
    private var slots = [[Entry]](repeating: [], count: slotCount)
    private var occupied = [UInt64](repeating: 0, count: slotCount / 64)
    private var tick: Int64
    private var due: [Entry] = []

    init(now: Int64) { tick = now / Self.tickMilliseconds }

    mutating func set(_ deadline: inout Deadline, at time: Int64, owner: TimerOwner) {
        deadline.at = max(time, 1)
        guard deadline.visit == 0 || deadline.at < deadline.visit else { return }
        insert(&deadline, owner)
    }

    /// Moves a deadline to an earlier time; one that is earlier already, or is set after it, stays.
    mutating func shorten(_ deadline: inout Deadline, to time: Int64, owner: TimerOwner) {
        guard deadline.at == 0 || time < deadline.at else { return }
        set(&deadline, at: time, owner: owner)
    }

    private mutating func insert(_ deadline: inout Deadline, _ owner: TimerOwner) {
        // What lies further away than one turn is visited early and sent on.
        let last = tick + Int64(Self.slotCount) - 1
        let target = min(max(deadline.at / Self.tickMilliseconds + 1, tick + 1), last)
        deadline.visit = deadline.at
        let slot = Int(target % Int64(Self.slotCount))
        slots[slot].append(Entry(visit: deadline.visit, owner: owner))
        occupied[slot / 64] |= 1 << UInt64(slot % 64)
    }

    /// Milliseconds until the wheel has something to look at; nil: nothing.
    func wait(now: Int64) -> Int64? {
        var step: Int64 = 1
        while step <= Int64(Self.slotCount) {
            let slot = Int((tick + step) % Int64(Self.slotCount))
            let rest = occupied[slot / 64] >> UInt64(slot % 64)
            if rest != 0 {
                return max((tick + step + Int64(rest.trailingZeroBitCount)) * Self.tickMilliseconds - now, 0)
            }
            step += Int64(64 - slot % 64)
        }
        return nil
    }

    /// Collects what the wheel has passed by `now`; `next` then hands it out.
    mutating func turn(to now: Int64) {
        let target = now / Self.tickMilliseconds
        guard target > tick else { return }
        let steps = min(target - tick, Int64(Self.slotCount))
        for step in 1...steps {
            let slot = Int((tick + step) % Int64(Self.slotCount))
            guard occupied[slot / 64] & (1 << UInt64(slot % 64)) != 0 else { continue }
            occupied[slot / 64] &= ~(1 << UInt64(slot % 64))
            due.append(contentsOf: slots[slot])
            slots[slot].removeAll(keepingCapacity: true)
        }
        tick = target
    }

    mutating func next() -> (owner: TimerOwner, visit: Int64)? {
        due.popLast().map { ($0.owner, $0.visit) }
    }

    /// Whether a deadline that the wheel came by for is over; one that was moved is put back.
    mutating func isOver(_ deadline: inout Deadline, visit: Int64, owner: TimerOwner, now: Int64) -> Bool {
        guard deadline.visit == visit else { return false }
        deadline.visit = 0
        guard deadline.at != 0 else { return false }
        guard deadline.at > now else {
            deadline.at = 0
            return true
        }
        insert(&deadline, owner)
        return false
    }
}
