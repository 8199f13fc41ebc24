import Model

/// The one nft table of an installation, as text: replaced whole, in one transaction.
///
/// What is under way goes on whatever table comes: connections are looked at when they begin.
struct NetworkRules {
    let bridge: String
    let prefix: String
    let nameServers: [String]
    /// Those of them that are addresses of this machine.
    let localNameServers: [String]
    /// Interfaces that lead outside.
    let uplinks: [String]
    let allowed: [NetworkAllowance]
    /// Open connections of one dyno, in each direction.
    let connectionsMax: Int
    /// Who on this machine may connect to dynos.
    let callers: [UInt32]
    /// Parts of the kernel that it can be built without: what needs them is left out where they are not there.
    var extras = Set(Extra.allCases)

    enum Extra: CaseIterable {
        /// Counting of open connections (NFT_CONNLIMIT).
        case counts
        /// Other times than the machine's after which a connection is forgotten (NF_CONNTRACK_TIMEOUT).
        case times

        /// What is to be said where it is not there.
        var words: String {
            switch self {
            case .counts: "this kernel counts no connections (NFT_CONNLIMIT): how many a dyno has open has no ceiling"
            case .times:
                "this kernel forgets ended connections at its own time alone (NF_CONNTRACK_TIMEOUT): a dyno fills more of its table"
            }
        }

        /// A table that needs nothing else.
        func sample(_ name: String) -> String {
            switch self {
            case .counts:
                """
                table inet \(name) {
                    set open { type ipv4_addr; flags dynamic; size 16; }
                    chain c { add @open { ip saddr ct count over 16 } drop; }
                }

                """
            case .times:
                """
                table inet \(name) {
                    ct timeout t { protocol tcp; l3proto ip; policy = { close : 3 }; }
                    chain c { type filter hook output priority raw; oifname "\(name)" meta l4proto tcp ct timeout set "t"; }
                }

                """
            }
        }
    }

    /// Kinds of interfaces behind which there are things of this machine alone: containers, virtual machines, other
    /// installations.
    private static let localKinds = "{ \"bridge\", \"veth\", \"dummy\" }"
    /// How long a connection that has ended is remembered: two minutes by default, in which one dyno could fill the table
    /// of all.
    private static let rememberedSeconds = 3

    var text: String {
        """
        table inet \(bridge) {}
        delete table inet \(bridge)
        table inet \(bridge) {
        \(Self.families.map(sets).joined())    chain outward {
                type nat hook postrouting priority srcnat;
                ip saddr \(prefix).0.0/16 oifname != "\(bridge)" masquerade
            }
        \(extras.contains(.times) ? times : "")    chain ceiling {
        \(Self.families.map(ceilings).joined())    }
            chain between {
                type filter hook forward priority filter;
                iifname "\(bridge)" oifname "\(bridge)" drop
                iifname "\(bridge)" ct state { established, related } accept
                iifname "\(bridge)" meta nfproto ipv6 drop
                iifname "\(bridge)" ip saddr != \(prefix).0.0/16 drop
                iifname "\(bridge)" ct state new jump ceiling
        \(nameServers.filter { !$0.contains(":") }.map(nameServer).joined())\(metadata)\(allowances)        iifname "\(bridge)" \(exceptUplinks)meta oifkind \(Self.localKinds) drop
                oifname "\(bridge)" ct state != { established, related } drop
            }
            chain inward {
                type filter hook input priority filter;
                iifname "\(bridge)" ct state { established, related } accept
                iifname "\(bridge)" ct state new jump ceiling
        \(localNameServers.map(nameServer).joined())\(allowances)        iifname "\(bridge)" drop
            }
            chain calls {
                type filter hook output priority filter;
                oifname "\(bridge)" ct state { established, related } accept
                oifname "\(bridge)" meta skuid != { \(callers.map { "\($0)" }.joined(separator: ", ")) } reject
        \(Self.families.map(calls).joined())    }
        }

        """
    }

    private var times: String {
        """
            ct timeout brief {
                protocol tcp
                l3proto ip
                policy = { time_wait : \(Self.rememberedSeconds), close : \(Self.rememberedSeconds) }
            }
            chain forget {
                type filter hook prerouting priority raw;
                iifname "\(bridge)" meta l4proto tcp ct timeout set "brief"
            }
            chain forgetcalls {
                type filter hook output priority raw;
                oifname "\(bridge)" meta l4proto tcp ct timeout set "brief"
            }

        """
    }

    /// A family's word, the type of its addresses, and what tells its sets from the other's.
    private typealias Family = (word: String, type: String, mark: String)
    private static let families: [Family] = [("ip", "ipv4_addr", "4"), ("ip6", "ipv6_addr", "6")]

    private func sets(_ family: Family) -> String {
        ["begun", "open", "called"].map { name in
            """
                set \(name)\(family.mark) {
                    type \(family.type)
                    flags dynamic
                    size 65535
                }

            """
        }.joined()
    }

    /// What ends is remembered for a while: together with the open ones, no more than twice as many.
    private func ceilings(_ family: Family) -> String {
        let rate = max(connectionsMax / Self.rememberedSeconds, 1)
        let source = "\(family.word) saddr"
        let begun = "add @begun\(family.mark) { \(source) limit rate over \(rate)/second burst \(connectionsMax) packets } drop"
        let open = "add @open\(family.mark) { \(source) ct count over \(connectionsMax) } drop"
        return "        \(begun)\n" + (extras.contains(.counts) ? "        \(open)\n" : "")
    }

    private func calls(_ family: Family) -> String {
        guard extras.contains(.counts) else { return "" }
        let count = "\(family.word) daddr ct count over \(connectionsMax)"
        return "        oifname \"\(bridge)\" ct state new add @called\(family.mark) { \(count) } drop\n"
    }

    /// Some clouds' name servers are where their metadata is: only the port is another.
    private var metadata: String {
        let addresses = NetworkAllowance.metadata.filter { !$0.address.contains(":") }
            .map { $0.prefix == 32 ? $0.address : "\($0.address)/\($0.prefix)" }
        let azure = "iifname \"\(bridge)\" ip daddr \(NetworkAllowance.metadataBesideNames)"
        return """
                    iifname "\(bridge)" ip daddr { \(addresses.joined(separator: ", ")) } drop
                    \(azure) meta l4proto != { tcp, udp } drop
                    \(azure) meta l4proto { tcp, udp } th dport != 53 drop

            """
    }

    private var exceptUplinks: String {
        guard !uplinks.isEmpty else { return "" }
        return "oifname != { \(uplinks.map { "\"\($0)\"" }.joined(separator: ", ")) } "
    }

    /// By what the dyno asked for: another's rule may have sent it on to a container since.
    private var allowances: String {
        allowed.flatMap { allowance in
            ["tcp", "udp"].map { kind in
                let family = allowance.address.isIPv6 ? "ip6" : "ip"
                let place = "ct original \(family) daddr \(allowance.address.text)/\(allowance.prefix)"
                let port = "meta l4proto \(kind) ct original proto-dst \(allowance.port)"
                return "        iifname \"\(bridge)\" \(place) \(port) accept\n"
            }
        }.joined()
    }

    private func nameServer(_ address: String) -> String {
        let family = address.contains(":") ? "ip6" : "ip"
        return "        iifname \"\(bridge)\" \(family) daddr \(address) meta l4proto { tcp, udp } th dport 53 accept\n"
    }
}
