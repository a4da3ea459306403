// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/composite.h"

#include "agent/composite/etcd/etcdleadership.h"
#include "agent/composite/staticleadership.h"
#include "agent/events/eventlog.h"
#include "agent/server/session.h"
#include "agent/state/problems.h"
#include "agent/trust/effectiverole.h"
#include "agent/trust/revoked.h"
#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype LargestToldDocument = 16 * 1024; ///< beyond, an event says only that it is another
constexpr std::chrono::milliseconds ReasonsTogether{1'000};
constexpr QLatin1StringView SkewProblem{"clock-skew:"};
constexpr QLatin1StringView NoCoordinatorProblem{"no-coordinator"};

std::chrono::milliseconds leaseOf(const Membership &membership)
{
    return std::chrono::seconds(membership.settings.leaseSeconds);
}

/// What it holds is given back first; it lives until that is done.
QCoro::Task<> lastWishOf(std::unique_ptr<Leadership> leadership)
{
    co_await leadership->leave();
    leadership.release()->deleteLater();
}

} // namespace

Composite::Composite(Parts parts, QObject *parent)
    : QObject(parent)
    , m_ownId(parts.ownId)
    , m_known(parts.known)
    , m_revoked(parts.revoked)
    , m_events(parts.events)
    , m_problems(parts.problems)
    , m_etcd(parts.etcd.value_or(EtcdConfig()))
    , m_dialer(std::move(parts.dialer))
    , m_membership(parts.ownId,
                   {parts.store, parts.paired, parts.known, parts.problems, parts.etcd.has_value()})
    , m_linkParts{m_membership, parts.known,   parts.methods,     *m_dialer,
                  parts.ownId,  parts.ownName, parts.capabilities}
    , m_links(m_linkParts)
    , m_beats(m_links, [this] { return question(); })
    , m_roster(m_links, m_beats)
    , m_visits(m_linkParts, m_links,
               [this] { return m_links.isHub() && m_leadership && m_leadership->isMissingMembers(); })
    , m_forwarding(m_links, parts.methods, [this](const OriginalCaller &caller) { return termsOf(caller); })
    , m_fanout({m_links, parts.methods, [this] { return coordinator(); }})
    , m_relay(m_links, parts.known, parts.methods)
    , m_acceptor(m_links, parts.known, parts.revoked, parts.methods)
    , m_replication(m_links, parts.problems, {.folder = parts.replicaFolder})
    , m_files(m_replication, m_links, parts.problems, FileReplicas::Times())
    , m_notes(m_replication)
{
    m_tellWhy.setSingleShot(true);
    connect(&m_tellWhy, &QTimer::timeout, this, &Composite::tellWhyNone);
    connect(&m_membership, &MembershipService::changed, this, &Composite::followMembership);
    connect(&m_beats, &Beats::answered, this, &Composite::noteAnswer);
    connect(&m_links, &Links::hubFailed, this, [this] { noteHubLost(m_links.whyNoHub()); });
    connect(&m_links, &Neighbours::memberUnlinked, this, [this](const QString &nodeId) {
        if (nodeId == m_links.hub())
            noteHubLost(m_links.whyNoHub());
        else if (m_leadership)
            m_leadership->confirm(nodeId, {}, {});
    });
    connect(&m_links, &Neighbours::hubChanged, this, [this] { m_readiness.releaseUnlessOf(m_links.hub()); });
    connect(&m_visits, &Visits::seen, this, [this](const QString &nodeId, qint64 generation) {
        if (m_leadership)
            m_leadership->seen(nodeId, generation);
    });
    connect(&m_roster, &Roster::changed, this, &Composite::tellMember);
    connect(&m_roster, &Roster::skewChanged, this, &Composite::tellSkew);
    connect(&m_notes, &SystemNotes::changed, this, [this] {
        const auto note = m_notes.note();
        tellSystem(note ? u"%1 notes about the system: %2"_s.arg(note->by, note->text)
                        : u"The note about the system was removed"_s);
    });
}

Composite::~Composite()
{
    m_life.request_stop();
}

void Composite::start()
{
    const Membership *membership = m_membership.current();
    if (!membership)
        return;
    // With whom it stood before it was restarted is not known: with the one who may still count on it.
    m_promise.assume(membership->fence ? membership->fence->coordinator : membership->coordinator,
                     leaseOf(*membership), BootClock::now());
    chooseLeadership(*membership);
    m_links.setHub(m_leadership->hub());
    m_links.followMembership();
}

void Composite::followMembership()
{
    const Membership *membership = m_membership.current();
    const bool wasHub = m_links.isHub();
    if (!membership || membership->coordinator != m_ownId) {
        // This node does not act any more: nobody is bound to it, itself least of all.
        m_promise.release(m_ownId);
        if (wasHub)
            releaseMembers();
    }
    if (membership) {
        chooseLeadership(*membership);
    } else {
        retireLeadership();
    }
    m_links.setHub(m_leadership ? m_leadership->hub() : QString());
    m_links.followMembership();
    followLeadership();
    tellSystem(membership ? u"Member of the system %1, generation %2, as %3 decided"_s.arg(membership->name)
                                .arg(membership->generation)
                                .arg(membership->changedByName.isEmpty() ? membership->changedBy
                                                                         : membership->changedByName)
                          : u"Member of no system any more"_s);
    m_beats.askNow();
}

QCoro::Task<> Composite::leave()
{
    if (m_leadership)
        co_await m_leadership->leave();
}

void Composite::retireLeadership()
{
    m_mode.reset();
    if (!m_leadership)
        return;
    m_leadership->disconnect(this);
    lastWishOf(std::move(m_leadership));
}

std::unique_ptr<Leadership> Composite::makeLeadership(CoordinatorMode mode) const
{
    if (mode == CoordinatorMode::Etcd)
        return std::make_unique<EtcdLeadership>(m_ownId, m_etcd);
    return std::make_unique<StaticLeadership>(m_ownId);
}

void Composite::tellSystem(const QString &text)
{
    const Membership *membership = m_membership.current();
    EventLog::Report report{Topic::System, events::SystemChanged, Health::OK,
                            membership ? membership->name : QString(), text};
    SystemView told = view();
    told.members.clear(); // who wants them asks; in an event they would be told to everybody each time
    if (!told.membership || told.membership->document.size() <= LargestToldDocument)
        report.data = toJson(told);
    m_events.append(report);
}

void Composite::chooseLeadership(const Membership &membership)
{
    if (m_mode != membership.settings.coordinatorMode) {
        retireLeadership();
        m_mode = membership.settings.coordinatorMode;
        m_leadership = makeLeadership(*m_mode);
        connect(m_leadership.get(), &Leadership::changed, this, &Composite::followLeadership);
    }
    m_leadership->setMembership(membership, m_promise.freeFrom(m_ownId));
}

void Composite::followLeadership()
{
    const CoordinatorView view = coordinator();
    m_links.setHub(m_leadership ? m_leadership->hub() : QString());
    m_visits.begin();
    if (view == m_toldCoordinator)
        return;
    const bool isAnother = view.acting != m_toldCoordinator.acting;
    m_toldCoordinator = view;
    // Members that come one by one change the reason each time; who reads it wants the last.
    if (isAnother)
        tellWhyNone();
    else if (!m_tellWhy.isActive())
        m_tellWhy.start(ReasonsTogether);
    if (!isAnother)
        return;
    qCInfo(logNet).noquote() << "coordinator=" << (view.acting.isEmpty() ? u"none"_s : view.acting)
                             << "why=" << view.why;
    m_events.append({Topic::System, events::CoordinatorChanged,
                     view.acting.isEmpty() ? Health::Warning : Health::OK, view.acting,
                     view.acting.isEmpty() ? u"No coordinator acts: "_s + view.why
                                           : u"%1 coordinates"_s.arg(nameOf(view.acting))},
                    view);
    m_beats.askNow();
    Q_EMIT coordinatorChanged();
}

void Composite::tellWhyNone()
{
    m_tellWhy.stop();
    const CoordinatorView view = coordinator();
    const Membership *membership = m_membership.current();
    m_problems.set(membership && m_links.isHub() && view.acting.isEmpty(),
                   {NoCoordinatorProblem,
                    Health::Warning,
                    membership ? membership->name : QString(),
                    u"no coordinator acts: "_s + view.why,
                    u"see \"muster system show\" for the members that are missing"_s,
                    {}});
}

void Composite::releaseMembers()
{
    for (const QString &nodeId : m_links.linked()) {
        if (Session *session = m_links.link(nodeId))
            session->rpc().call(api::SystemRelease::Name, "{}", DefaultDeadline,
                                [](const Result<JsonValue> &) { });
    }
}

CoordinatorView Composite::coordinator() const
{
    return m_leadership ? m_leadership->view() : CoordinatorView{};
}

bool Composite::mayAct() const
{
    return m_leadership && m_leadership->mayAct();
}

SystemView Composite::view() const
{
    return {m_membership.sealed(), coordinator(), m_roster.views(), m_notes.note(), m_events.newest()};
}

QCoro::Task<Result<CoordinatorView>> Composite::handOver(QString nodeId)
{
    const auto life = m_life.get_token();
    const Membership *membership = m_membership.current();
    if (!membership || !m_leadership)
        co_return fail(ErrorCode::Conflict, u"this node is in no system"_s);
    if (!membership->member(nodeId))
        co_return fail(ErrorCode::NotFound, u"%1 is no member"_s.arg(nodeId), u"params.member"_s);
    if (const QString what = m_readiness.heldFor(); !what.isEmpty()) {
        co_return fail({ErrorCode::Busy,
                        u"the members hold themselves ready for %1"_s.arg(what),
                        {},
                        u"method"_s,
                        u"try again when that has ended"_s});
    }
    const auto handed = co_await m_leadership->handOver(nodeId);
    if (life.stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the agent stops"_s);
    if (!handed)
        co_return fail(handed.error());
    co_return coordinator();
}

/// What somebody may do here of whom the coordinator says that it asks.
Result<Terms> Composite::termsOf(const OriginalCaller &caller) const
{
    const Membership *membership = m_membership.current();
    const auto known = m_known.find(caller.nodeId);
    const auto role =
        effectiveRole(caller.role, known, membership ? membership->settings.forwardedRole : Role::Viewer,
                      m_revoked.contains(caller.nodeId));
    if (!role) {
        return fail(Error{ErrorCode::Forbidden,
                          u"this node does not let \"%1\" in"_s.arg(caller.name),
                          {},
                          {},
                          u"pair that console with this node"_s});
    }
    return Terms{*role, known ? known->name : caller.name, false};
}

BeatParams Composite::question() const
{
    const CoordinatorView view = coordinator();
    const Membership *membership = m_membership.current();
    BeatParams question;
    if (!membership)
        return question;
    question.generation = membership->generation;
    question.term = view.term;
    question.isActing = view.acting == m_ownId;
    question.why = view.why;
    question.lease = leaseOf(*membership).count();
    return question;
}

void Composite::noteAnswer(const QString &nodeId, const BeatAnswer &answer, BootClock::time_point asked)
{
    m_links.noteGeneration(nodeId, answer.generation);
    if (m_leadership)
        m_leadership->confirm(nodeId, answer, asked);
}

void Composite::noteHubLost(const Error &why)
{
    if (m_leadership)
        m_leadership->lost(why);
}

Result<BeatAnswer> Composite::answerBeat(const CallContext &context, const BeatParams &params)
{
    const Membership *membership = m_membership.current();
    if (!membership || context.peer.nodeId != m_links.hub() || !m_leadership)
        return fail(ErrorCode::Forbidden, u"the caller does not coordinate this node's system"_s);
    BeatAnswer answer{membership->generation, false, 0, now()};
    if (membership->settings.coordinatorMode == CoordinatorMode::Etcd) {
        answer.stands = true; // etcd sees to it that there is one
    } else if (params.generation >= membership->generation) {
        const auto promised =
            m_promise.ask(context.peer.nodeId, std::chrono::milliseconds(params.lease), BootClock::now());
        answer.stands = promised.stands;
        answer.freeIn = std::chrono::ceil<std::chrono::milliseconds>(promised.freeIn).count();
    }
    m_links.noteGeneration(context.peer.nodeId, params.generation);
    m_leadership->heard(params);
    return answer;
}

void Composite::release(const CallContext &context)
{
    m_promise.release(context.peer.nodeId);
}

QString Composite::nameOf(const QString &nodeId) const
{
    const Membership *membership = m_membership.current();
    const SystemMember *member = membership ? membership->member(nodeId) : nullptr;
    return member && !member->name.isEmpty() ? member->name : nodeId;
}

void Composite::tellMember(const QString &nodeId)
{
    const MemberView view = m_roster.view(nodeId);
    const bool isHere = view.presence == MemberPresence::Connected;
    m_events.append({Topic::System, events::MemberChanged, isHere ? Health::OK : Health::Warning, nodeId,
                     isHere ? u"%1 is connected to the coordinator"_s.arg(nameOf(nodeId))
                            : u"%1 is not connected to the coordinator any more"_s.arg(nameOf(nodeId))},
                    view);
}

void Composite::tellSkew(const QString &nodeId, bool isSkewed)
{
    const MemberView view = m_roster.view(nodeId);
    const Membership *membership = m_membership.current();
    const QString limit = membership ? QString::number(membership->settings.maxSkewMilliseconds) : QString();
    m_problems.set(
        isSkewed,
        {SkewProblem + nodeId,
         Health::Warning,
         nodeId,
         nodeId == m_ownId
             ? u"the coordinator's own clock is further than %1 ms from those of the members"_s.arg(limit)
             : u"the clock of %1 is %2 ms from the coordinator's; %3 ms are allowed"_s.arg(nameOf(nodeId))
                   .arg(view.clockOffset.value_or(0))
                   .arg(limit),
         u"let the members follow one time source (systemd-timesyncd, chrony)"_s,
         {}});
    m_events.append({Topic::System, events::MemberChanged, isSkewed ? Health::Warning : Health::OK, nodeId,
                     isSkewed ? u"The clock of %1 is too far off"_s.arg(nameOf(nodeId))
                              : u"The clock of %1 is right again"_s.arg(nameOf(nodeId))},
                    view);
}

} // namespace muster::agent
