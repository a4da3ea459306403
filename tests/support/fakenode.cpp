// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakenode.h"

#include "shared/api/channel.h"
#include "shared/api/events.h"
#include "shared/api/jobs.h"
#include "shared/api/node.h"
#include "shared/api/units.h"
#include "shared/wire/channels.h"

using namespace Qt::StringLiterals;

namespace muster::test {

FakeNode::FakeNode(const QString &id, const QString &name)
    : nodeId(id)
    , hello{.version = ProtocolVersion,
            .nodeId = id,
            .name = name,
            .agentVersion = u"0"_s,
            .platforms = {u"simulated"_s},
            .capabilities = {u"units"_s, u"events"_s, u"jobs"_s},
            .clock = now(),
            .role = Role::Operator}
{
    facts.hostname = name;
    facts.bootedAt = facts.clock = now();
    state.health = Health::OK;
    units.watching = true;
}

std::unique_ptr<Transport> FakeNode::connectConsole()
{
    auto [console, node] = MemoryTransport::pair({u"CONSOLE"_s, u"console"_s}, {nodeId, u"memory"_s});
    auto session = std::make_unique<Session>();
    session->transport = node.get();
    add(std::move(session), std::move(node));
    console->setReadingPaused(true);
    return std::move(console);
}

void FakeNode::serve(std::unique_ptr<Transport> transport)
{
    add(std::make_unique<Session>(), std::move(transport));
}

void FakeNode::add(std::unique_ptr<Session> session, std::unique_ptr<Transport> transport)
{
    session->peer = std::make_unique<RpcPeer>(std::move(transport));
    Session *raw = session.get();
    session->peer->setRequestHandler([this, raw](const std::shared_ptr<IncomingRequest> &request) {
        ++calls[request->method()];
        if (!isDeaf)
            answer(*raw, *request);
        else
            m_unanswered.push_back(request);
    });
    m_sessions.push_back(std::move(session));
}

/// The channel ends right here: the member lives in the same process.
void FakeNode::openChannel(Session &session, IncomingRequest &request)
{
    FakeNode *member = members.value(decode<ChannelOpenParams>(*request.params())->member);
    if (!member)
        return request.answer(fail(ErrorCode::Unavailable, u"it is not connected to the coordinator"_s));
    if (member->refusal)
        return request.answer(fail(*member->refusal));
    const qint64 number = ++m_lastChannel;
    member->serve(
        Channels::of(*session.peer).open(number, {u"CONSOLE"_s, u"via "_s + nodeId, false, nodeId}));
    request.answer(toJson(ChannelOpenAnswer{number}));
}

void FakeNode::answer(Session &session, IncomingRequest &request)
{
    const QByteArray &method = request.method();
    if (method == api::Hello::Name) {
        hello.clock = now() + clockAhead;
        request.answer(toJson(hello));
    } else if (method == api::ChannelOpen::Name) {
        openChannel(session, request);
    } else if (method == api::Ping::Name) {
        request.answer(toJson(PingAnswer{now() + clockAhead}));
    } else if (method == api::NodeFactsGet::Name) {
        request.answer(toJson(facts));
    } else if (method == api::NodeStateGet::Name) {
        state.sequence = newest;
        request.answer(toJson(state));
    } else if (method == api::UnitsList::Name) {
        units.sequence = newest;
        request.answer(toJson(units));
    } else if (method == api::UnitsFailures::Name) {
        failures.sequence = newest;
        request.answer(toJson(failures));
    } else if (method == api::UnitsAcknowledge::Name) {
        request.answer(toJson(acknowledge(*decode<AcknowledgeParams>(*request.params()))));
    } else if (system && method == api::SystemShow::Name) {
        system->sequence = newest;
        request.answer(toJson(*system));
    } else if (system && (method == api::SystemCheck::Name || method == api::SystemSet::Name)) {
        request.answer(take(*decode<MembershipParams>(*request.params()), method == api::SystemCheck::Name));
    } else if (system && method == api::SystemAsk::Name) {
        const auto asked = decode<AskParams>(*request.params());
        request.answer(askAnswers.value(asked->method.toUtf8()).transform([](const AskAnswer &answer) {
            return toJson(answer);
        }));
    } else if (method == api::JobsList::Name) {
        request.answer(toJson(jobs));
    } else if (method == api::EventsList::Name) {
        request.answer(list());
    } else if (method == api::EventsSubscribe::Name) {
        const auto params = decode<SubscribeParams>(*request.params());
        const bool isSame = params->epoch == epoch;
        const qint64 oldest = journal.isEmpty() ? newest + 1 : journal.first().sequence;
        const qint64 wanted = isSame ? params->from.value_or(newest + 1) : oldest;
        const qint64 next = std::max(std::min(wanted, newest + 1), oldest);
        request.answer(toJson(SubscribeAnswer{epoch, next, isSame && next == wanted}));
        session.isSubscribed = true;
        for (const Event &event : std::as_const(journal)) {
            if (event.sequence >= next)
                send(session, event);
        }
    } else {
        request.answer(fail(ErrorCode::Unsupported, u"not here"_s));
    }
}

void FakeNode::joinSystem(const SystemView &view)
{
    system = view;
    if (!hello.capabilities.contains("system"_L1))
        hello.capabilities.append(u"system"_s);
}

/// As an agent does that has no other reason to refuse than that a generation goes backwards.
Result<QByteArray> FakeNode::take(const MembershipParams &params, bool isOnlyAsked)
{
    if (systemRefusal)
        return fail(*systemRefusal);
    const auto terms = fromJson<Membership>(params.membership.document.toUtf8());
    if (!terms)
        return fail(terms.error());
    const auto known = system->membership ? fromJson<Membership>(system->membership->document.toUtf8())
                                          : Result<Membership>(Membership());
    if (system->membership && known->generation > terms->generation)
        return fail(ErrorCode::Conflict, u"it has generation %1 already"_s.arg(known->generation));
    if (!isOnlyAsked) {
        const bool isMember = !terms->isDissolved && terms->member(nodeId);
        system->membership = isMember ? std::optional(params.membership) : std::nullopt;
        SystemView told = *system;
        told.members.clear();
        happen(events::SystemChanged, toJson(told), Topic::System);
    }
    return toJson(MembershipAnswer{terms->generation, terms->name, terms->coordinator});
}

AcknowledgeAnswer FakeNode::acknowledge(const AcknowledgeParams &params)
{
    AcknowledgeAnswer answer;
    for (const QString &id : params.failures) {
        const auto known = std::ranges::find(failures.failures, id, &UnitFailure::id);
        if (known == failures.failures.end()) {
            answer.unknown.append(id);
            continue;
        }
        known->acknowledged = Acknowledgement{now(), u"console"_s, params.reason};
        answer.acknowledged.append(id);
        happen(events::UnitAcknowledged, toJson(*known));
    }
    return answer;
}

QByteArray FakeNode::list() const
{
    return toJson(EventList{epoch, journal.isEmpty() ? 0 : journal.first().sequence, newest, {}});
}

void FakeNode::happen(const QString &kind, const QByteArray &data, Topic topic)
{
    Event event;
    event.sequence = ++newest;
    event.at = now();
    event.topic = topic;
    event.kind = kind;
    event.text = u"event %1"_s.arg(newest);
    event.data.text = data;
    journal.append(event);
    for (const auto &session : m_sessions) {
        if (session->isSubscribed)
            send(*session, event);
    }
}

void FakeNode::send(Session &session, const Event &event)
{
    session.peer->notify(api::EventsSubscribe::Notification, toJson(event));
}

void FakeNode::dropEventsBefore(qint64 sequence)
{
    journal.removeIf([&](const Event &event) { return event.sequence < sequence; });
}

void FakeNode::beginNewJournal(const QString &newEpoch)
{
    epoch = newEpoch;
    journal.clear();
    newest = 0;
}

void FakeNode::hangUp()
{
    for (const auto &session : m_sessions) {
        if (session->transport)
            session->transport->abort({ErrorCode::Unavailable, u"hung up"_s, {}, {}, {}});
    }
    m_sessions.clear();
}

void FakeNode::goSilent()
{
    for (const auto &session : m_sessions) {
        if (session->transport)
            session->transport->cut();
        session->isSubscribed = false;
    }
}

} // namespace muster::test
