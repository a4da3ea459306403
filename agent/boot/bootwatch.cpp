// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootwatch.h"

#include "shared/bootclock.h"
#include "shared/log.h"

#include "agent/events/eventlog.h"
#include "agent/platform/nodeplatform.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/problems.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto StallProblem = u"boot-stall"_s;
/// A timer has an end; whoever waits longer looks again.
constexpr std::chrono::milliseconds LongestWait{std::chrono::hours(1)};

std::chrono::milliseconds bootMilliseconds()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(BootClock::now().time_since_epoch());
}

QString stageText(const QString &stage)
{
    return stage == NoBootStage ? u"its first stage"_s : stage;
}

QString stallText(const BootStall &stall)
{
    const QString where = stall.stage == NoBootStage ? u"before its first stage"_s : u"at "_s + stall.stage;
    return u"the boot stalls %1: longer than %2 s; %3"_s.arg(where)
        .arg(double(stall.limitMilliseconds) / 1000)
        .arg(stall.why);
}

QString endText(const BootRecord &boot)
{
    const QString stage = stageText(boot.stages.last().stage);
    switch (boot.outcome) {
    case BootOutcome::Running:
        return boot.milliseconds ? u"The host has booted in %1 s"_s.arg(double(*boot.milliseconds) / 1000)
                                 : u"The host has booted; its boot was under way when it was first seen"_s;
    case BootOutcome::Failed:
        return u"The host's boot failed at %1: %2"_s.arg(stage, boot.why);
    case BootOutcome::Off:
        return u"The host's boot ended at %1: %2"_s.arg(stage, boot.why);
    case BootOutcome::Unknown:
    case BootOutcome::UnderWay:
        break;
    }
    return u"How the host's boot ended is not known: %1"_s.arg(boot.why);
}

Health severityOf(BootOutcome outcome)
{
    if (outcome == BootOutcome::Running)
        return Health::OK;
    return outcome == BootOutcome::Failed ? Health::Critical : Health::Warning;
}

} // namespace

BootWatch::BootWatch(const Parts &parts, const QString &file, const StallRules &rules, QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_rules(rules)
    , m_store(parts.problems, file)
    , m_track(m_store.load(), parts.node.facts().bootId)
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &BootWatch::judge);
}

void BootWatch::start()
{
    connect(&d.keeper, &NodeFacetsSource::changed, this, [this](Facet facet) {
        if (facet == Facet::BootProgress || facet == Facet::Host || facet == Facet::OperatingSystem)
            look();
    });
    look();
}

void BootWatch::setBootStall(std::chrono::seconds bootStall)
{
    if (m_rules.bootStall == bootStall)
        return;
    m_rules.bootStall = bootStall;
    judge();
}

void BootWatch::look()
{
    const BootSigns signs = bootSignsOf(d.keeper.facets().facets);
    const BootTrack::Steps steps = m_track.take(signs, {bootMilliseconds(), now()});
    if (steps.isAny()) {
        m_store.store(m_track.book());
        tell(steps);
    }
    judge();
}

void BootWatch::tell(const BootTrack::Steps &steps)
{
    if (steps.ended) {
        qCInfo(logPlatform).noquote() << "event=bootEnded" << endText(*steps.ended);
        d.events.append(
            {Topic::State, events::BootEnded, severityOf(steps.ended->outcome), {}, endText(*steps.ended)},
            *steps.ended);
    }
    if (steps.hasBegun) {
        const BootRecord boot = m_track.book().boots.last();
        d.events.append({Topic::State,
                         events::BootBegan,
                         Health::OK,
                         {},
                         boot.isJoined ? u"The host is booting; when it began was not seen"_s
                                       : u"The host has begun to boot"_s},
                        boot);
    }
}

std::optional<StallLimit> BootWatch::presentLimit() const
{
    const BootRecord *open = m_track.open();
    return open ? stallLimitOf(open->stages.last().stage, m_track.book().boots, m_rules) : std::nullopt;
}

/// What cannot be seen now has neither gone on, nor lasted.
void BootWatch::judge()
{
    const BootSigns signs = bootSignsOf(d.keeper.facets().facets);
    m_due.stop();
    if (!m_track.isSeeing())
        return;
    const auto limit = presentLimit();
    const BootRecord *open = m_track.open();
    const bool isSameStage =
        m_stall && open && m_stalledBoot == open->number && m_stall->stage == open->stages.last().stage;
    const auto rest =
        limit ? limit->limit - m_track.timeAtStage(bootMilliseconds()) : std::chrono::milliseconds::zero();
    const bool isStalled = limit && rest <= std::chrono::milliseconds::zero();
    if (m_stall && (!isSameStage || !isStalled))
        endStall();
    if (isStalled && !m_stall) {
        m_stalledBoot = open->number;
        beginStall({open->stages.last().stage, now(), limit->limit.count(), limit->isByHistory, limit->why});
    } else if (limit && !isStalled) {
        m_due.start(std::min(rest, LongestWait));
    }
    remark(signs);
}

void BootWatch::beginStall(const BootStall &stall)
{
    m_stall = stall;
    Problem problem;
    problem.id = StallProblem;
    problem.severity = Health::Warning;
    problem.subject = u"BootProgress"_s;
    problem.text = stallText(stall);
    problem.remedy = u"look at the host's console and at the node's error log for why; powering it off and "
                     "on begins its boot anew"_s;
    d.problems.raise(problem);
    d.events.append({Topic::State, events::BootStalled, Health::Warning, {}, problem.text}, stall);
}

void BootWatch::endStall()
{
    const BootStall stall = *std::exchange(m_stall, std::nullopt);
    d.problems.clear(StallProblem);
    d.events.append({Topic::State,
                     events::BootWentOn,
                     Health::OK,
                     {},
                     u"The boot does not stall at %1 any more"_s.arg(stageText(stall.stage))},
                    stall);
}

/// So that whoever sees the facet, or the system's, sees who is why.
void BootWatch::remark(const BootSigns &signs)
{
    std::optional<FacetKeeper::Remark> remark;
    const QList<BootRecord> &boots = m_track.book().boots;
    if (m_stall)
        remark = {signs.stage, Health::Warning, stallText(*m_stall)};
    else if (!boots.isEmpty() && boots.last().outcome == BootOutcome::Failed && signs.isHostQuiesced())
        remark = {signs.stage, Health::Warning,
                  u"the boot failed at %1: %2"_s.arg(stageText(boots.last().stages.last().stage),
                                                     boots.last().why)};
    d.keeper.setRemark(Facet::BootProgress, remark);
}

QString BootWatch::whyNone() const
{
    if (m_track.isSeeing())
        return {};
    const NodeFacets facets = d.keeper.facets();
    const FacetValue *progress = facets.find(Facet::BootProgress);
    if (!progress)
        return u"nothing on this node tells the boot progress of a host"_s;
    const FacetValue *host = facets.find(Facet::Host);
    const FacetValue *silent = progress->value != UnknownValue && host ? host : progress;
    return u"its boot cannot be seen now: %1"_s.arg(
        silent->why.isEmpty() ? u"its platform has not told it yet"_s : silent->why.left(400));
}

BootHistory BootWatch::history(int last) const
{
    BootHistory history;
    history.clock = now();
    history.hasProgress = d.keeper.facets().find(Facet::BootProgress) != nullptr;
    history.bootStallSeconds = int(m_rules.bootStall.count());
    history.whyNone = whyNone();
    history.stall = m_stall;
    history.boots = m_track.told(bootMilliseconds());
    if (history.boots.size() > last)
        history.boots.resize(last);
    return history;
}

} // namespace muster::agent
