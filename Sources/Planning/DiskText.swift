import Model

/// What is said of a disk.
package enum DiskText {
    /// There would be room, but nothing to name it by.
    package static func lacksFiles(_ space: DiskSpace, _ floor: DiskFloor) -> Bool {
        space.freeBytes >= floor.bytes && space.freeFiles ?? .max < floor.files
    }

    /// `200M is free, 1G has to stay free`, in files where those are what lacks.
    package static func left(_ space: DiskSpace, _ floor: DiskFloor) -> String {
        if lacksFiles(space, floor), let files = space.freeFiles {
            return "\(files) files (inodes) are free, \(floor.files) have to stay free"
        }
        return "\(Quantity.short(bytes: space.freeBytes)) is free, \(Quantity.short(bytes: floor.bytes)) has to stay free"
    }

    /// What somebody did who passed a limit, such as `wrote more than a build may (64M)`.
    package static func excess(_ excess: DiskLimits.Excess, of limits: DiskLimits, who: String) -> String {
        switch excess {
        case .bytes: "wrote more than \(who) may (\(Quantity.short(bytes: limits.bytes)))"
        case .files: "made more files than \(who) may (\(limits.files))"
        case .apparentBytes:
            "left files with holes that count for more than \(who) may write (\(Quantity.short(bytes: limits.apparentBytes)))"
        case .depth: "made directories in each other, deeper than can be looked into"
        }
    }
}
