// SPDX-License-Identifier: Apache-2.0
#include "agent/state/facetkeeper.h"

#include "shared/log.h"
#include "shared/state/contradictions.h"
#include "shared/state/facetwords.h"

#include "agent/events/eventlog.h"
#include "agent/platform/stateplatform.h"
#include "agent/state/controlrules.h"
#include "agent/state/problems.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString ContradictionProblem = u"facets-contradict:"_s;

template <typename Enum>
QString wordOf(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

QString facetText(const FacetValue &value)
{
    if (value.value == UnknownValue)
        return u"%1 is not known: %2"_s.arg(wordOf(value.facet), value.why);
    if (value.why.isEmpty())
        return u"%1 is %2"_s.arg(wordOf(value.facet), value.value);
    return u"%1 is %2: %3"_s.arg(wordOf(value.facet), value.value, value.why);
}

/// Apart from its times.
bool isSame(FacetValue a, const FacetValue &b)
{
    a.changedAt = b.changedAt;
    a.observedAt = b.observedAt;
    return a == b;
}

} // namespace

FacetKeeper::FacetKeeper(StatePlatform *platform, EventLog &events, Problems &problems)
    : FacetKeeper(platform, events, problems, Settings())
{
}

FacetKeeper::FacetKeeper(StatePlatform *platform, EventLog &events, Problems &problems,
                         const Settings &settings)
    : m_platform(platform)
    , m_events(events)
    , m_problems(problems)
    , m_settings(settings)
{
    m_settleTimer.setSingleShot(true);
    connect(&m_settleTimer, &QTimer::timeout, this, &FacetKeeper::settle);
    m_announcement.setSingleShot(true);
    connect(&m_announcement, &QTimer::timeout, this, [this] {
        m_resetAnnouncedAt.reset();
        Q_EMIT changed(Facet::Bmc);
    });
}

void FacetKeeper::start()
{
    if (!m_platform)
        return;
    connect(m_platform, &StatePlatform::changed, this, &FacetKeeper::take);
    take();
}

void FacetKeeper::setRemark(Facet facet, const std::optional<Remark> &remark)
{
    const auto known = m_remarks.constFind(facet);
    if (known == m_remarks.cend() ? !remark : remark && *known == *remark)
        return;
    if (remark)
        m_remarks.insert(facet, *remark);
    else
        m_remarks.remove(facet);
    if (!m_platform)
        return;
    const QList<FacetValue> present = m_platform->facets();
    const auto value = std::ranges::find(present, facet, &FacetValue::facet);
    if (value != present.cend() && m_known.contains(facet))
        takeFacet(*value);
}

NodeFacets FacetKeeper::facets() const
{
    NodeFacets answer;
    answer.clock = now();
    answer.resetAnnouncedAt = m_resetAnnouncedAt;
    if (!m_platform)
        return answer;
    answer.actions = m_platform->actions();
    answer.facts = m_platform->facts();
    answer.facets = m_known.values();
    // That a source stands by what it said is no change, and so not told.
    const QList<FacetValue> present = m_platform->facets();
    for (FacetValue &value : answer.facets) {
        const auto source = std::ranges::find(present, value.facet, &FacetValue::facet);
        if (source != present.cend() && source->observedAt)
            value.observedAt = source->observedAt;
    }
    for (const Lasting &one : m_contradictions) {
        if (one.isTold)
            answer.contradictions.append(one.contradiction);
    }
    return answer;
}

void FacetKeeper::take()
{
    const QList<FacetValue> present = m_platform->facets();
    dropOthers(present);
    for (const FacetValue &value : present)
        takeFacet(value);
    settle();
}

void FacetKeeper::dropOthers(const QList<FacetValue> &present)
{
    const QList<Facet> known = m_known.keys();
    for (const Facet facet : known) {
        if (std::ranges::contains(present, facet, &FacetValue::facet))
            continue;
        m_known.remove(facet);
        m_sourceTimes.remove(facet);
        m_problems.clear(u"facet-quiesced:"_s + wordOf(facet));
        Q_EMIT changed(facet);
    }
}

void FacetKeeper::takeFacet(FacetValue value)
{
    const Health own = healthOf(value.facet, value.value);
    value.health = value.health == Health::Unknown ? own : std::max(own, value.health);
    if (const auto remark = m_remarks.constFind(value.facet);
        remark != m_remarks.cend() && remark->value == value.value) {
        value.health = std::max(value.health, remark->health);
        if (value.why.isEmpty())
            value.why = remark->why;
    }
    const auto before = m_known.constFind(value.facet);
    const bool isFirst = before == m_known.cend();
    const auto sourceTime = std::exchange(m_sourceTimes[value.facet], value.changedAt);
    if (!isFirst) {
        // The last word stays visible where nobody tells one now.
        if (value.value == UnknownValue && value.raw.isEmpty())
            value.raw = before->raw;
        if (!value.observedAt)
            value.observedAt = before->observedAt;
        // The source's time of a change may come after the change.
        const bool isNew = value.value != before->value;
        if (isNew && (!value.changedAt || value.changedAt == sourceTime))
            value.changedAt = now();
        else if (!isNew && (!value.changedAt || value.changedAt == sourceTime))
            value.changedAt = before->changedAt;
        if (isSame(value, *before)) {
            m_known.insert(value.facet, value);
            return;
        }
    }
    const bool isPower = value.facet == Facet::Chassis || value.facet == Facet::Host;
    if (m_request && isPower && !isFirst && value.value != before->value)
        m_request->hasMoved = true;
    const bool wasReset = !isFirst && before->requested == "Reboot"_L1;
    m_known.insert(value.facet, value);
    if (value.facet == Facet::Bmc && !isFirst && !wasReset && value.requested == "Reboot"_L1)
        announceReset();
    noteQuiesced(value);
    tellFacet(value);
}

void FacetKeeper::tellFacet(const FacetValue &value)
{
    m_events.append({Topic::State, events::FacetChanged, value.health, wordOf(value.facet), facetText(value)},
                    value);
    Q_EMIT changed(value.facet);
}

/// What is not known any more has not recovered.
void FacetKeeper::noteQuiesced(const FacetValue &value)
{
    if (value.value == UnknownValue)
        return;
    Problem problem;
    problem.id = u"facet-quiesced:"_s + wordOf(value.facet);
    problem.severity = Health::Critical;
    problem.subject = wordOf(value.facet);
    problem.text =
        u"%1 is Quiesced: it does nothing any more until somebody looks after it"_s.arg(wordOf(value.facet));
    problem.remedy = value.facet == Facet::Bmc
                         ? u"find the failed unit (units failures), then restart the BMC"_s
                         : u"see the node's error log for why, then power it off and on"_s;
    m_problems.set(value.value == "Quiesced"_L1, problem);
}

/// Whoever asked for it: the host goes on, and the node is silent for a while.
void FacetKeeper::announceReset()
{
    const FacetValue host = m_known.value(Facet::Host);
    if (host.value == UnknownValue || host.value == "Off"_L1)
        return;
    m_resetAnnouncedAt = now();
    m_announcement.start(m_settings.announced);
    Q_EMIT changed(Facet::Bmc);
}

/// What contradicts itself is told once it has lasted, and what does not any more at once.
void FacetKeeper::settle()
{
    const QList<Contradiction> present = contradictionsOf(m_known.values());
    bool isTold = false;
    m_contradictions.removeIf([&](const std::pair<const QString &, Lasting &> &one) {
        const bool isGone = !std::ranges::contains(present, one.first, &Contradiction::id);
        isTold = isTold || (isGone && one.second.isTold);
        return isGone;
    });
    const auto at = BootClock::now();
    std::optional<BootClock::duration> next;
    for (const Contradiction &one : present) {
        if (!m_contradictions.contains(one.id))
            m_contradictions.insert(one.id, {one, at});
        Lasting &lasting = m_contradictions[one.id];
        lasting.contradiction = one;
        const BootClock::duration rest = lasting.since + m_settings.settle - at;
        if (!lasting.isTold && rest <= BootClock::duration::zero())
            isTold = lasting.isTold = true;
        else if (!lasting.isTold)
            next = next ? std::min(*next, rest) : rest;
    }
    if (next)
        m_settleTimer.start(std::chrono::ceil<std::chrono::milliseconds>(*next));
    if (isTold)
        tellContradictions();
}

void FacetKeeper::tellContradictions()
{
    const NodeFacets all = facets();
    QStringList ids;
    QStringList texts;
    Health worst = Health::OK;
    for (const Contradiction &one : all.contradictions) {
        Problem problem;
        problem.id = ContradictionProblem + one.id;
        problem.severity = one.severity;
        problem.text = one.text;
        problem.remedy = u"look at the machine itself: one of the two sources is wrong"_s;
        m_problems.raise(problem);
        ids.append(problem.id);
        texts.append(one.text);
        worst = std::max(worst, one.severity);
    }
    m_problems.clearOthers(ContradictionProblem, ids);
    m_events.append({Topic::State,
                     events::FacetsContradict,
                     worst,
                     {},
                     texts.isEmpty() ? u"The node's facets fit together again"_s : texts.join(u"; "_s)},
                    all);
    for (const Contradiction &one : all.contradictions) {
        for (const Facet facet : one.facets)
            Q_EMIT changed(facet);
    }
}

Result<void> FacetKeeper::check(ControlAction action) const
{
    const QList<ControlAction> actions = m_platform ? m_platform->actions() : QList<ControlAction>();
    if (!actions.contains(action)) {
        QStringList words;
        for (const ControlAction one : actions)
            words.append(wordOf(one));
        return fail({ErrorCode::Unsupported,
                     u"%1 cannot be asked of this node now"_s.arg(wordOf(action)),
                     {},
                     u"params.action"_s,
                     words.isEmpty() ? u"see its facets for what is missing"_s
                                     : u"it can do: "_s + words.join(u", "_s)});
    }
    if (const QString reason = m_busy ? m_busy() : QString(); !reason.isEmpty())
        return fail({ErrorCode::Busy,
                     u"the node is held for %1"_s.arg(reason),
                     {},
                     u"params.action"_s,
                     u"wait until that has ended"_s});
    return checkTransition(action);
}

Result<void> FacetKeeper::checkTransition(ControlAction action) const
{
    const QList<FacetValue> known = m_known.values();
    if (const FacetValue *facet = inTheWayOf(action, known, now() - m_settings.stuck)) {
        return fail({ErrorCode::Conflict,
                     u"%1 is %2, which is not where %3 goes"_s.arg(wordOf(facet->facet), facet->value,
                                                                   wordOf(action)),
                     {},
                     u"params.action"_s,
                     u"wait until it has ended; one that lasts longer than %1 s is overridden"_s.arg(
                         double(m_settings.stuck.count()) / 1000)});
    }
    const auto wanted = directionOf(action);
    const auto before = m_request ? directionOf(m_request->action) : std::nullopt;
    if (!wanted || !before || *wanted == *before)
        return {};
    const bool isFresh = BootClock::now() - m_request->at < m_settings.toShow;
    // Where it goes around, nothing in the end tells it from the beginning but that it has moved.
    const bool isShown =
        shows(known, m_request->action) || (before == Direction::Around && m_request->hasMoved);
    if (!m_request->isTaken || (isFresh && !isShown))
        return fail({ErrorCode::Conflict,
                     u"%1 was asked for just before"_s.arg(wordOf(m_request->action)),
                     {},
                     u"params.action"_s,
                     u"wait until the node's facets show what comes of it"_s});
    return {};
}

QCoro::Task<Result<void>> FacetKeeper::control(ControlAction action, StartCause cause)
{
    return pass(this, action, cause);
}

QCoro::Task<Result<void>> FacetKeeper::pass(QPointer<FacetKeeper> self, ControlAction action,
                                            StartCause cause)
{
    Result<void> answer = self->check(action);
    if (!answer)
        co_return answer;
    if (directionOf(action))
        self->m_request = Request{action, BootClock::now()};
    answer = co_await self->m_platform->control(action);
    if (!self)
        co_return answer;
    if (directionOf(action) && self->m_request && self->m_request->action == action) {
        // Whether one that timed out was taken nobody knows: it may still show.
        const bool mayBeTaken = answer || answer.error().code == ErrorCode::Timeout;
        self->m_request->isTaken = true;
        if (!mayBeTaken)
            self->m_request.reset();
    }
    if (answer && action == ControlAction::BmcReboot)
        self->announceReset();
    const auto direction = directionOf(action);
    if (answer && (direction == Direction::Up || direction == Direction::Around)) {
        const Result<void> noted = co_await self->m_platform->noteStartCause(cause);
        if (!noted)
            qCWarning(logPlatform).noquote()
                << "event=startCauseNotKept cause=" << wordOf(cause) << describe(noted.error());
    }
    co_return answer;
}

} // namespace muster::agent
