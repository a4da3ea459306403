// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace muster {

/// Most members of one system.
constexpr int MaxMembers = 1024;

/// One node of a system.
struct SystemMember
{
    int instance = 1;
    QString nodeId;
    QString name;
    QString address;

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &SystemMember::instance, "Number in the system; 0 is the whole, never a member")
                .between(1, MaxMembers),
            field("nodeId", &SystemMember::nodeId, "The member's pinned id").between(1, 128),
            field("name", &SystemMember::name, "What it was called when it became a member")
                .between(0, 255)
                .optional(),
            field("address", &SystemMember::address, "Where other members reach it: host, host:port")
                .between(0, 300)
                .optional());
    }
    friend bool operator==(const SystemMember &, const SystemMember &) = default;
};

/// By which rule a system's value of a facet comes about.
struct FacetRule
{
    Facet facet = Facet::Bmc;
    AggregateRule rule = AggregateRule::Least;

    static constexpr auto fields()
    {
        return std::tuple(field("facet", &FacetRule::facet, "Which facet"),
                          field("rule", &FacetRule::rule, "Its rule"));
    }
    friend bool operator==(const FacetRule &, const FacetRule &) = default;
};

/// No shorter than what a whole restart may take until it counts as failed: of a host whose boots nobody has
/// seen yet, a false alarm is worse than a late one. Its own boots tell more soon.
constexpr int DefaultBootStallSeconds = 1200;

struct SystemSettings
{
    CoordinatorMode coordinatorMode = CoordinatorMode::Static;
    int leaseSeconds = 10;
    int maxSkewMilliseconds = 2000;
    Role forwardedRole = Role::Operator;
    int replicas = 1;
    qint64 replicaBytes = 1024LL * 1024 * 1024;
    QList<FacetRule> facetRules{};
    int unavailableAfterSeconds = 60;
    int resetGraceSeconds = 600;
    RestorePolicy restorePolicy = RestorePolicy::Restore;
    PartialOutage partialOutage = PartialOutage::Rejoin;
    int restoreWindowSeconds = 90;
    int bootStallSeconds = DefaultBootStallSeconds;

    static constexpr auto fields()
    {
        return std::tuple(
            field("coordinatorMode", &SystemSettings::coordinatorMode, "How the coordinator is chosen")
                .optional(),
            field("leaseSeconds", &SystemSettings::leaseSeconds,
                  "How long a coordinator may act after it was last confirmed, seconds")
                .between(3, 300)
                .optional(),
            field("maxSkewMilliseconds", &SystemSettings::maxSkewMilliseconds,
                  "How far members' clocks may be apart before it is told, milliseconds")
                .between(10, 600'000)
                .optional(),
            field("forwardedRole", &SystemSettings::forwardedRole,
                  "The most that the coordinator's word gives a caller on a member that does not know it")
                .optional(),
            field("replicas", &SystemSettings::replicas,
                  "On how many further members files are kept; documents are kept on all")
                .between(0, 16)
                .optional(),
            field("replicaBytes", &SystemSettings::replicaBytes,
                  "How many bytes of others' files a member keeps at most")
                .between(0, 1LL << 50)
                .optional(),
            field("facetRules", &SystemSettings::facetRules,
                  "Rules of facets that are not to be Least, each facet once")
                .between(0, 16)
                .optional(),
            field("unavailableAfterSeconds", &SystemSettings::unavailableAfterSeconds,
                  "How long a member may be silent until its state counts as Unknown and it as Critical")
                .between(5, 86'400)
                .optional(),
            field("resetGraceSeconds", &SystemSettings::resetGraceSeconds,
                  "The same for one that has said that its management restarts while its host runs")
                .between(5, 86'400)
                .optional(),
            field("restorePolicy", &SystemSettings::restorePolicy,
                  "What becomes of the system's power after all of it was lost")
                .optional(),
            field("partialOutage", &SystemSettings::partialOutage,
                  "What becomes of members that lost their power while others did not")
                .optional(),
            field("restoreWindowSeconds", &SystemSettings::restoreWindowSeconds,
                  "How long the others are waited for after an outage, until it is decided")
                .between(1, 3600)
                .optional(),
            field("bootStallSeconds", &SystemSettings::bootStallSeconds,
                  "How long a host may be at one stage of its boot, where its earlier boots tell nothing; 0: "
                  "as long as it likes")
                .between(0, 86'400)
                .optional());
    }
    friend bool operator==(const SystemSettings &, const SystemSettings &) = default;
};

/// The arrangement before, whose coordinator was not reached when it was replaced, and so may act still.
struct Fence
{
    QString coordinator;
    QStringList members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("coordinator", &Fence::coordinator, "Node id of the coordinator that was replaced")
                .between(1, 128),
            field("members", &Fence::members, "Node ids of the members it could count on")
                .between(1, MaxMembers));
    }
    friend bool operator==(const Fence &, const Fence &) = default;
};

/// Which nodes act as one machine, as an administrator has decided it. Each change has the next generation.
struct Membership
{
    QString id;
    QString name;
    qint64 generation = 1;
    QList<SystemMember> members; ///< by instance
    QString coordinator;
    SystemSettings settings;
    std::optional<Fence> fence;
    bool isDissolved = false;
    QString changedBy;
    QString changedByName;
    Timestamp changedAt{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Membership::id, "The system's id; never changes").between(1, 64),
            field("name", &Membership::name, "The system's name").between(1, 64),
            field("generation", &Membership::generation, "Which change this is; the highest is in force")
                .between(1, INT64_MAX),
            field("members", &Membership::members, "Its members").between(0, MaxMembers),
            field("coordinator", &Membership::coordinator,
                  "Node id of the member that speaks for the whole (Static), or is preferred (Etcd)")
                .between(0, 128),
            field("settings", &Membership::settings, "How it works together").optional(),
            field("fence", &Membership::fence, "Who may still act under the arrangement before"),
            field("isDissolved", &Membership::isDissolved, "The system is no more").optional(),
            field("changedBy", &Membership::changedBy, "Node id of the console that decided it")
                .between(1, 128),
            field("changedByName", &Membership::changedByName, "What it calls itself")
                .between(0, 255)
                .optional(),
            field("changedAt", &Membership::changedAt, "When, by its clock"));
    }
    friend bool operator==(const Membership &, const Membership &) = default;

    /// Null for a node that is no member. Valid until the membership changes.
    [[nodiscard]] const SystemMember *member(QStringView nodeId) const;
    [[nodiscard]] const SystemMember *member(int instance) const;
    [[nodiscard]] QStringList memberIds() const; ///< by instance
};

/// What any membership must keep, whoever says it: name and numbers, a coordinator that is a member. Does not
/// look at signatures or at what was before. Errors: Invalid, Conflict, naming the member.
[[nodiscard]] Result<void> checkMembership(const Membership &membership);

/// A membership as it travels and is stored: the very text that was signed, so that its bytes are not in
/// doubt.
struct SignedMembership
{
    static constexpr QByteArrayView Purpose{"muster membership 1"};

    QString document;
    QString publicKey;
    QString signature;

    static constexpr auto fields()
    {
        return std::tuple(
            field("document", &SignedMembership::document, "A Membership as JSON text")
                .between(2, 768 * 1024),
            field("publicKey", &SignedMembership::publicKey,
                  "Key of who decided it, SubjectPublicKeyInfo in base64")
                .between(1, 1024),
            field("signature", &SignedMembership::signature,
                  "ECDSA with SHA-256 over \"muster membership 1\", a 0 byte and the document, in base64")
                .between(1, 1024));
    }
    friend bool operator==(const SignedMembership &, const SignedMembership &) = default;
};

/// Who coordinates now, as the one who tells it knows.
struct CoordinatorView
{
    QString acting;
    bool isSure = false;
    qint64 term = 0;
    QString why;
    Timestamp since{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("acting", &CoordinatorView::acting,
                  "Node id of the coordinator; empty when none is known to act")
                .between(0, 128),
            field("isSure", &CoordinatorView::isSure,
                  "The one who tells it acts itself, or was told so within the lease"),
            field("term", &CoordinatorView::term,
                  "Fencing number: a member refuses orders of a lower one than it has seen")
                .between(0, INT64_MAX),
            field("why", &CoordinatorView::why, "Why none acts, one sentence; empty when one does"),
            field("since", &CoordinatorView::since, "Since when, by the clock of who tells it"));
    }
    friend bool operator==(const CoordinatorView &, const CoordinatorView &) = default;
};

/// How the coordinator sees one member.
struct MemberView
{
    QString nodeId;
    MemberPresence presence = MemberPresence::Silent;
    std::optional<Timestamp> since;
    qint64 generation = 0;
    std::optional<qint64> clockOffset;
    std::optional<qint64> roundTrip;
    bool isSkewed = false;
    QString agentVersion;
    QStringList capabilities;
    QString why;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &MemberView::nodeId, "The member").between(1, 128),
            field("presence", &MemberView::presence, "Whether it is connected to the coordinator"),
            field("since", &MemberView::since, "Since when, by the coordinator's clock; absent: never seen"),
            field("generation", &MemberView::generation, "The membership it has; 0 when not known")
                .between(0, INT64_MAX),
            field("clockOffset", &MemberView::clockOffset, "Its clock minus the coordinator's, milliseconds"),
            field("roundTrip", &MemberView::roundTrip, "The way to it and back, milliseconds"),
            field("isSkewed", &MemberView::isSkewed, "Its clock is further off than the system allows")
                .optional(),
            field("agentVersion", &MemberView::agentVersion, "Version of its agent")
                .between(0, 64)
                .optional(),
            field("capabilities", &MemberView::capabilities, "What its agent can do")
                .between(0, 64)
                .optional(),
            field("why", &MemberView::why, "Why it is not connected, as far as the coordinator knows")
                .optional());
    }
    friend bool operator==(const MemberView &, const MemberView &) = default;
};

/// What people who look after a system tell each other about it.
struct SystemNote
{
    static constexpr qint64 MaxText = 1000;

    QString text;
    QString by;
    Timestamp at{};

    static constexpr auto fields()
    {
        return std::tuple(field("text", &SystemNote::text, "The note").between(1, 4 * MaxText),
                          field("by", &SystemNote::by, "Who wrote it").between(0, 255),
                          field("at", &SystemNote::at, "When, by the clock of the node that took it"));
    }
    friend bool operator==(const SystemNote &, const SystemNote &) = default;
};

/// What a node knows of its system.
struct SystemView
{
    std::optional<SignedMembership> membership;
    CoordinatorView coordinator;
    QList<MemberView> members; ///< by instance; only the coordinator has them
    std::optional<SystemNote> note;
    qint64 sequence = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("membership", &SystemView::membership, "The membership in force; absent: in no system"),
            field("coordinator", &SystemView::coordinator, "Who coordinates"),
            field("members", &SystemView::members, "How the coordinator sees each member; empty elsewhere")
                .between(0, MaxMembers),
            field("note", &SystemView::note, "What people note about the system"),
            field("sequence", &SystemView::sequence, "The last event this takes into account")
                .between(0, INT64_MAX));
    }
    friend bool operator==(const SystemView &, const SystemView &) = default;
};

} // namespace muster
