// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// The closed sets of words that domain types use. On the wire each is its key, as written here.
namespace muster::words {
Q_NAMESPACE

/// What a peer may do. Each role may do all that the ones before it may.
enum class Role {
    Stranger, ///< not paired: hello and the pairing methods only
    Viewer, ///< reads
    Operator, ///< also creates, offloads, acknowledges, powers, runs warm boots
    Admin, ///< also deletes, pairs, configures
    Local, ///< the superuser of the node itself, through its local socket
};
Q_ENUM_NS(Role)

/// How well something is. Ordered: a roll-up is the greatest. Unknown is never shown as well.
enum class Health { OK, Unknown, Warning, Critical };
Q_ENUM_NS(Health)

/// What an event is about; a subscription chooses among them.
enum class Topic { Node, Units, Problems, Trust, Jobs, System, Dumps, State, Logs };
Q_ENUM_NS(Topic)

/// Why a critical unit counts as failed.
enum class FailureCause {
    ExitCode, ///< the main process ended with another code than 0
    Signal, ///< the main process was killed by a signal
    CoreDump, ///< killed by a signal, and dumped core
    Timeout, ///< starting, stopping or reloading took too long
    Watchdog, ///< it did not report to systemd's watchdog in time
    StartLimitHit, ///< it was started too often
    OomKill, ///< the kernel or systemd-oomd killed it for memory
    Protocol, ///< it broke the protocol of its service type
    Resources, ///< systemd could not set it up
    Dependency, ///< what it needs failed
    CrashLoop, ///< systemd restarts it again and again without giving up
    TargetJob, ///< a target's job ended with a result that is watched: `result` has which
    Other, ///< `result` has systemd's own word
};
Q_ENUM_NS(FailureCause)

/// What a node's own management is able to do; OpenBMC's words (xyz.openbmc_project.State.BMC).
enum class BmcState {
    Unknown, ///< not known: units are not watched
    Ready, ///< no critical unit has failed
    Quiesced, ///< a critical unit failed: degraded, until somebody has acknowledged it
};
Q_ENUM_NS(BmcState)

/// What a file that names critical units changes for one of them.
enum class WatchChange {
    Kept, ///< watched as before
    Added, ///< not watched before
    Changed, ///< watched before, but otherwise
    Dropped, ///< not watched any more
};
Q_ENUM_NS(WatchChange)

/// Whether a node's systemd has a unit of a name.
enum class UnitKnowledge {
    Unknown, ///< it was not asked, or could not be
    Known,
    NotFound,
};
Q_ENUM_NS(UnitKnowledge)

/// How a system gets its coordinator.
enum class CoordinatorMode {
    Static, ///< the member that the membership names, while half the members stand with it
    Etcd, ///< the member that holds the system's key in etcd
};
Q_ENUM_NS(CoordinatorMode)

/// How the coordinator sees a member.
enum class MemberPresence {
    Self, ///< it is the one that says so
    Connected,
    Silent, ///< not connected: `heardAt` has since when
};
Q_ENUM_NS(MemberPresence)

/// What became of a call to one member.
enum class CallOutcome {
    Answered,
    Refused, ///< the member does not allow it now or to this caller
    Failed, ///< the member tried, or should have been able to
    Unreachable, ///< not connected, lost on the way, or no answer in time: whether it was done is not known
    TooOld, ///< its agent does not know this method
};
Q_ENUM_NS(CallOutcome)

/// How far a dump takes part of the machine, or all of it.
enum class DumpScope {
    System, ///< one dump for the whole system, with a piece of each member
    Node, ///< one node; it stays there (OpenBMC: BMC level)
};
Q_ENUM_NS(DumpScope)

/// Who makes a dump of a kind.
enum class DumpCreator {
    Agent, ///< this agent's collectors
    Management, ///< the node's own management: phosphor's dump manager, SONiC's tech-support
    Host, ///< firmware of the host; the node only takes care of the file
};
Q_ENUM_NS(DumpCreator)

/// How far a dump is. Whatever is listed is in one of these, and the first three end.
enum class DumpState {
    Requested, ///< accepted, and waits for its turn
    Collecting,
    Packaging, ///< all is there; hashed and made durable
    Complete,
    Partial, ///< whole as it is, but something is missing: the manifest says what, and why
    Failed, ///< nothing of it was kept: `why` says what happened
};
Q_ENUM_NS(DumpState)

/// What the bytes of a dump's member are, so that they can be shown.
enum class DumpContent {
    Binary,
    Text,
    Json,
    Journal, ///< systemd's journal as JSON, an entry a line (journalctl -o json)
    Core, ///< a core file of a process
    Archive, ///< an archive in itself
};
Q_ENUM_NS(DumpContent)

/// One dimension of a node's state.
enum class Facet {
    Bmc, ///< the node's own management: whether it is able to manage
    Chassis, ///< power of the chassis
    Host, ///< what the host does, as the management drives it
    BootProgress, ///< how far the host's firmware is
    OperatingSystem, ///< how far the host's operating system is
    Hypervisor,
};
Q_ENUM_NS(Facet)

/// How the value of a whole system comes about from its members'.
enum class AggregateRule {
    Least, ///< the least advanced along the facet's order
    Majority, ///< what most have; the less advanced among equals
    Worst, ///< the value of the unwell first
    Coordinator, ///< what the coordinator has
};
Q_ENUM_NS(AggregateRule)

/// Whether one value speaks for all members.
enum class Agreement {
    Unanimous, ///< all have it, and all were heard of
    Mixed, ///< all were heard of, and have different ones
    Partial, ///< of at least one it is not known what it has now
};
Q_ENUM_NS(Agreement)

/// What may be asked of a node's power and management.
enum class ControlAction {
    PowerOn,
    PowerOff, ///< at once: the operating system is not asked
    SoftOff, ///< the operating system shuts down first
    Reboot, ///< shuts down, and starts again
    PowerCycle, ///< off at once, and on again
    BmcReboot, ///< the management alone; a host goes on
};
Q_ENUM_NS(ControlAction)

/// On whose account a node is asked to start its host; OpenBMC's words
/// (xyz.openbmc_project.State.Host.RestartCause).
enum class StartCause {
    RemoteCommand, ///< somebody asked for it
    ScheduledPowerOn,
    PowerPolicyAlwaysOn, ///< after an outage
    PowerPolicyPreviousState, ///< after an outage, for it was on before
};
Q_ENUM_NS(StartCause)

/// What becomes of the power after an outage; OpenBMC's words
/// (xyz.openbmc_project.Control.Power.RestorePolicy).
enum class RestorePolicy {
    None, ///< nothing is done
    AlwaysOn,
    AlwaysOff,
    Restore, ///< on where it was asked to be on before
};
Q_ENUM_NS(RestorePolicy)

/// What becomes of members that lost their power while others did not.
enum class PartialOutage {
    Rejoin, ///< they are brought to the system's state
    Hold, ///< they stay off, and it is told
    System, ///< as if all had lost it
};
Q_ENUM_NS(PartialOutage)

enum class JobState { Queued, Running, Done, Failed, Cancelled };
Q_ENUM_NS(JobState)

} // namespace muster::words

namespace muster {
using words::AggregateRule;
using words::Agreement;
using words::BmcState;
using words::CallOutcome;
using words::ControlAction;
using words::CoordinatorMode;
using words::DumpContent;
using words::DumpCreator;
using words::DumpScope;
using words::DumpState;
using words::Facet;
using words::FailureCause;
using words::Health;
using words::JobState;
using words::MemberPresence;
using words::PartialOutage;
using words::RestorePolicy;
using words::Role;
using words::StartCause;
using words::Topic;
using words::UnitKnowledge;
using words::WatchChange;
} // namespace muster
