extension Toolchain {
    /// What its publishers offer.
    package var archives: [Archive] {
        sources.compactMap { source in
            if case .archive(let archive) = source { archive } else { nil }
        }
    }

    /// What stacks have of it.
    package var packages: [Packages] {
        sources.compactMap { source in
            if case .packages(let packages) = source { packages } else { nil }
        }
    }
}
