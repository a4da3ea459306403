// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/boottrack.h"

#include "shared/state/facetwords.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

int stageRank(const QString &stage)
{
    return rankOf(Facet::BootProgress, stage).value_or(0);
}

qint64 durationFrom(qint64 since, std::chrono::milliseconds clock)
{
    return std::max<qint64>(0, clock.count() - since);
}

/// Whether its first stage had begun before it was seen.
bool isStageJoined(const BootRecord &boot)
{
    return boot.isJoined && !boot.isCut && boot.stages.size() == 1;
}

} // namespace

BootTrack::BootTrack(BootBook book, QString bootId)
    : m_book(std::move(book))
    , m_bootId(std::move(bootId))
{
}

const BootRecord *BootTrack::open() const
{
    return m_book.open ? &m_book.boots.last() : nullptr;
}

std::chrono::milliseconds BootTrack::timeAtStage(std::chrono::milliseconds clock) const
{
    const BootRecord &boot = m_book.boots.last();
    qint64 time = durationFrom(m_book.open->stageClock, clock);
    for (const BootStage &one : boot.stages) {
        if (one.stage == boot.stages.last().stage)
            time += one.milliseconds.value_or(0);
    }
    return std::chrono::milliseconds(time);
}

QList<BootRecord> BootTrack::told(std::chrono::milliseconds clock) const
{
    QList<BootRecord> boots = m_book.boots;
    // A clock of another boot of the node says nothing.
    if (m_book.open && m_isSeeing) {
        BootRecord &boot = boots.last();
        if (!isStageJoined(boot))
            boot.stages.last().milliseconds = durationFrom(m_book.open->stageClock, clock);
        if (!boot.isJoined)
            boot.milliseconds = durationFrom(m_book.open->beganClock, clock);
    }
    std::ranges::reverse(boots);
    return boots;
}

BootTrack::Steps BootTrack::take(const BootSigns &signs, const Moment &at)
{
    Steps steps;
    if (!signs.isKnown()) {
        m_isSeeing = false;
        return steps;
    }
    const bool hadGap = !std::exchange(m_isSeeing, true);
    if (m_book.open && hadGap)
        goOnAfterGap(signs, steps);
    if (m_book.open)
        follow(signs, at, steps);
    if (!m_book.open && !signs.isHostDown() && isAnother(signs, hadGap)) {
        // Whoever comes while it boots has not seen its begin, nor has who looked away.
        begin(signs, at, hadGap);
        steps.hasBegun = true;
    }
    if (signs.isHostDown())
        m_wasDown = true;
    m_before = signs;
    return steps;
}

/// The same stage since the same moment, on the same boot of the node: nothing was missed.
bool BootTrack::isSameStill(const BootSigns &signs) const
{
    const BootStage &stage = m_book.boots.last().stages.last();
    return m_book.open->bootId == m_bootId && !m_bootId.isEmpty() && stage.stage == signs.stage
           && stage.startedAt && signs.stageAt && abs(*stage.startedAt - *signs.stageAt) <= SameMoment;
}

void BootTrack::goOnAfterGap(const BootSigns &signs, Steps &steps)
{
    const bool isSame = isSameStill(signs);
    if (isSame && !signs.isHostDown() && !signs.isOsUp())
        return;
    if (isSame && signs.isHostQuiesced())
        return endUnseen(BootOutcome::Failed,
                         u"the host is Quiesced; it became so while this could not be seen"_s, steps);
    const bool isBeforeStart = m_before.stage.isEmpty();
    const QString why = m_book.open->bootId != m_bootId ? u"the management restarted while the host booted"_s
                        : isBeforeStart                 ? u"the agent did not run when it went on"_s
                                        : u"its boot progress could not be seen when it went on"_s;
    endUnseen(BootOutcome::Unknown, why, steps);
}

void BootTrack::follow(const BootSigns &signs, const Moment &at, Steps &steps)
{
    // That the operating system is up counts when it comes: what is left of the boot before stays for a
    // while.
    const bool wasOsKnown = !m_before.os.isEmpty() && m_before.os != UnknownValue;
    const bool isOsNew = signs.isOsUp() && wasOsKnown && !m_before.isOsUp();
    const bool isRestart = signs.isHostStarting() && !m_before.host.isEmpty() && !m_before.isHostStarting()
                           && !m_before.isHostDown();
    if (signs.isHostQuiesced())
        return end(BootOutcome::Failed, u"the host is Quiesced"_s, at, steps);
    if (signs.isHostDown())
        return end(BootOutcome::Off, u"the host went off before it had booted"_s, at, steps);
    if (isRestart)
        return end(BootOutcome::Off, u"the host was started again before it had booted"_s, at, steps);
    if (signs.isBooted() || isOsNew)
        return end(BootOutcome::Running, {}, at, steps);
    // A host that goes off loses its stage first: where it was stays told.
    if (signs.stage == last().stages.last().stage || signs.stage == NoBootStage)
        return;
    closeStage(at.clock);
    addStage(signs, at);
    steps.hasMoved = true;
}

/// Whether these are signs of a boot that is not known yet.
bool BootTrack::isAnother(const BootSigns &signs, bool hadGap) const
{
    if (hadGap)
        return (signs.isAtStage() && !signs.isOsUp()) || (signs.isHostStarting() && !signs.isBooted());
    const bool isStart = m_wasDown || (signs.isHostStarting() && !m_before.isHostStarting());
    if (signs.stage == NoBootStage)
        return isStart && !signs.host.isEmpty();
    if (!signs.isAtStage())
        return false;
    return isStart || stageRank(signs.stage) < stageRank(m_before.stage) || m_before.stage == NoBootStage;
}

void BootTrack::begin(const BootSigns &signs, const Moment &at, bool isJoined)
{
    BootRecord boot;
    boot.number = ++m_book.recorded;
    boot.isJoined = isJoined;
    boot.outcome = BootOutcome::UnderWay;
    if (!isJoined)
        boot.beganAt = at.wall;
    m_book.boots.append(boot);
    if (m_book.boots.size() > KeptBoots)
        m_book.boots.removeFirst();
    m_book.open = OpenBoot{m_bootId, at.clock.count(), at.clock.count()};
    m_wasDown = false;
    addStage(signs, at);
}

void BootTrack::closeStage(std::chrono::milliseconds clock)
{
    if (!isStageJoined(last()))
        last().stages.last().milliseconds = durationFrom(m_book.open->stageClock, clock);
}

void BootTrack::addStage(const BootSigns &signs, const Moment &at)
{
    BootRecord &boot = last();
    // Without a stage the facet's time is that of the end of the boot before.
    BootStage stage{signs.stage};
    if (signs.stage != NoBootStage && signs.stageAt)
        stage.startedAt = signs.stageAt;
    else if (!boot.isJoined || !boot.stages.isEmpty())
        stage.startedAt = at.wall;
    boot.stages.append(stage);
    if (boot.stages.size() > MaxBootStages) {
        boot.stages.removeFirst();
        boot.isCut = true;
    }
    m_book.open->stageClock = at.clock.count();
}

void BootTrack::end(BootOutcome outcome, const QString &why, const Moment &at, Steps &steps)
{
    closeStage(at.clock);
    if (!last().isJoined)
        last().milliseconds = durationFrom(m_book.open->beganClock, at.clock);
    last().endedAt = at.wall;
    endUnseen(outcome, why, steps);
}

/// When it ended is not known, and so neither how long it took.
void BootTrack::endUnseen(BootOutcome outcome, const QString &why, Steps &steps)
{
    last().outcome = outcome;
    last().why = why;
    m_book.open.reset();
    steps.ended = last();
}

} // namespace muster::agent
