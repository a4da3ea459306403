// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedules.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/events/eventlog.h"
#include "agent/schedule/schedulefire.h"
#include "agent/schedule/schedulerules.h"
#include "agent/systemcontrol/systemcontrol.h"

#include <QMetaEnum>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Short enough to be typed.
QString newScheduleId(const ScheduleBook &book)
{
    QString id;
    do {
        id = u"s-"_s + QString::number(QRandomGenerator::system()->generate(), 36);
    } while (book.find(id));
    return id;
}

QString stateWord(ScheduleState state)
{
    return QString::fromLatin1(QMetaEnum::fromType<ScheduleState>().valueToKey(int(state)));
}

Schedule ended(Schedule schedule, ScheduleState state, const QString &why)
{
    schedule.state = state;
    schedule.why = why;
    schedule.endedAt = now();
    return schedule;
}

} // namespace

Schedules::Schedules(const Parts &parts, QString ownName, const QString &file, QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_ownName(std::move(ownName))
    , m_book(parts.composite, file)
{
    m_again.setSingleShot(true);
    m_again.setInterval(LookAgain);
    connect(&m_again, &QTimer::timeout, this, &Schedules::look);
    connect(&m_alarm, &WallTimer::rang, this, &Schedules::look);
    connect(&m_book, &ScheduleBook::changed, this, &Schedules::tell);
    // Queued: others follow the same change first, and many come together.
    connect(&m_book, &ScheduleBook::changed, this, &Schedules::look, Qt::QueuedConnection);
    connect(&m_book, &ScheduleBook::reset, this, [this] { m_actingSince.reset(); });
    connect(&m_book, &ScheduleBook::reset, this, &Schedules::look, Qt::QueuedConnection);
    connect(&d.composite, &Composite::coordinatorChanged, this, &Schedules::look, Qt::QueuedConnection);
    connect(&d.composite.links(), &Neighbours::membershipChanged, this, &Schedules::look,
            Qt::QueuedConnection);
    // Once all parts of the agent are there.
    QMetaObject::invokeMethod(this, &Schedules::look, Qt::QueuedConnection);
}

QString Schedules::ownId() const
{
    return d.composite.links().ownId();
}

bool Schedules::mayDecide() const
{
    return !m_book.isOfSystem() || d.composite.mayAct();
}

void Schedules::look()
{
    m_again.stop();
    m_alarm.disarm();
    endOwnOnes();
    if (!mayDecide()) {
        m_actingSince.reset();
        return;
    }
    const auto at = BootClock::now();
    if (!m_actingSince)
        m_actingSince = at;
    const auto actingFor = std::chrono::duration_cast<std::chrono::milliseconds>(at - *m_actingSince);
    std::optional<Timestamp> next;
    const Timestamp clock = now();
    const QList<Schedule> all = m_book.all();
    for (const Schedule &one : all) {
        if (isOver(one.state) || m_busy.contains(one.id))
            continue;
        if (one.state == ScheduleState::Waiting && one.at > clock)
            next = next ? std::min(*next, one.at) : one.at;
        else
            lookAt(one, actingFor);
    }
    // Armed while anything waits, so that a clock that is set is noticed.
    if (next)
        m_alarm.arm(*next);
    forget();
}

void Schedules::lookAt(const Schedule &schedule, std::chrono::milliseconds actingFor)
{
    const bool isWhole = m_book.isEverywhere(schedule.id);
    if (schedule.state == ScheduleState::Claimed) {
        const bool isOwn = schedule.claim && schedule.claim->by == ownId();
        // The one that claimed it may have said how it ended, and members bring that.
        if (!isOwn && !isWhole && actingFor < ScheduleSettle)
            return m_again.start();
        const ScheduleClaim claim = schedule.claim.value_or(ScheduleClaim());
        write(this,
              ended(schedule, ScheduleState::BrokenOff,
                    u"%1 claimed it at %2 and ended; whether members were asked is not known, and nobody "
                    "is asked again; see their state"_s.arg(claim.byName.isEmpty() ? claim.by : claim.byName,
                                                            QString::fromLatin1(toIso(claim.at)))));
        return;
    }
    switch (dueStep(schedule.at, now(), actingFor, isWhole)) {
    case DueStep::Wait:
    case DueStep::Settle:
        m_again.start();
        break;
    case DueStep::Fire:
        fire(this, schedule);
        break;
    case DueStep::Miss:
        write(this, ended(schedule, ScheduleState::Missed,
                          u"nobody who could fire it was there within %1 s of its time, or the clock was set "
                          "past it; nobody was asked; set it again"_s.arg(
                              QString::number(ScheduleGrace.count() / 1000))));
        break;
    }
}

QCoro::Task<> Schedules::fire(QPointer<Schedules> self, Schedule schedule)
{
    const QString id = schedule.id;
    self->m_busy.insert(id);
    const FireParts parts{self->d.composite, self->m_book, self->m_ownName, self.data()};
    const std::optional<Schedule> end = co_await fireSchedule(parts, schedule);
    if (!self)
        co_return;
    if (end) {
        const Result<void> kept = co_await self->m_book.put(*end);
        if (!kept)
            qCWarning(logNet).noquote() << "schedule=notStored id=" << id << describe(kept.error());
    }
    if (!self)
        co_return;
    self->m_busy.remove(id);
    self->m_again.start();
}

QCoro::Task<> Schedules::write(QPointer<Schedules> self, Schedule schedule)
{
    self->m_busy.insert(schedule.id);
    const Result<void> kept = co_await self->m_book.put(schedule);
    if (!kept)
        qCWarning(logNet).noquote() << "schedule=notStored id=" << schedule.id << describe(kept.error());
    if (!self)
        co_return;
    self->m_busy.remove(schedule.id);
    self->m_again.start();
}

/// Those that were set here before this node became a member: its coordinator decides now, and does not know
/// of them.
void Schedules::endOwnOnes()
{
    const Membership *system = d.composite.links().membership();
    if (!system)
        return;
    const QList<Schedule> own = m_book.ownOnes();
    for (const Schedule &one : own) {
        if (isOver(one.state))
            continue;
        const auto kept = m_book.putOwn(
            ended(one, ScheduleState::Refused,
                  u"this node has become a member of %1; nobody was asked; set it for the system"_s.arg(
                      system->name)));
        d.events.append(
            {Topic::State, events::ScheduleChanged, Health::Warning, one.id,
             u"%1 is dropped: this node has become a member of %2"_s.arg(scheduleText(one), system->name)});
        if (!kept)
            qCWarning(logNet).noquote() << "schedule=notStored id=" << one.id << describe(kept.error());
    }
}

void Schedules::forget()
{
    const QStringList ids = forgettable(m_book.all());
    for (const QString &id : ids) {
        if (!m_busy.contains(id))
            drop(this, id);
    }
}

QCoro::Task<> Schedules::drop(QPointer<Schedules> self, QString id)
{
    self->m_busy.insert(id);
    const Result<void> gone = co_await self->m_book.remove(id);
    if (!gone && gone.error().code != ErrorCode::NotFound)
        qCWarning(logNet).noquote() << "schedule=notForgotten id=" << id << describe(gone.error());
    if (self)
        self->m_busy.remove(id);
}

QCoro::Task<Result<Schedule>> Schedules::set(CallContext caller, ScheduleParams params)
{
    const QPointer<Schedules> self(this);
    const ActParams order{params.action, params.members, false, params.patienceSeconds};
    if (const auto allowed = d.control.checkOrder(caller, order); !allowed)
        co_return fail(allowed.error());
    if (const auto timely = checkTime(params.at, now()); !timely)
        co_return fail(timely.error());
    const QList<Schedule> all = m_book.all();
    const auto waiting = std::ranges::count_if(all, [](const Schedule &one) { return !isOver(one.state); });
    if (waiting >= MaxWaitingSchedules) {
        co_return fail(Error{ErrorCode::QuotaExceeded,
                             u"%1 schedules wait already"_s.arg(MaxWaitingSchedules),
                             {},
                             {},
                             u"cancel some of them"_s});
    }
    Schedule schedule;
    schedule.id = newScheduleId(m_book);
    schedule.action = params.action;
    schedule.members = params.members;
    schedule.patienceSeconds = params.patienceSeconds;
    schedule.at = params.at;
    schedule.setBy = caller.peer.nodeId;
    schedule.setByName = caller.peerName;
    schedule.setByRole = caller.role;
    schedule.setOn = ownId();
    const QHash<QString, ClockReading> clocks = co_await d.composite.readClocks(ClockTime);
    if (!self)
        co_return fail(ErrorCode::Cancelled, u"the agent ends"_s);
    // It may not coordinate any more, and the time may have passed meanwhile.
    if (const auto allowed = d.control.checkOrder(caller, order); !allowed)
        co_return fail(allowed.error());
    if (const auto timely = checkTime(params.at, now()); !timely)
        co_return fail(timely.error());
    if (const Membership *system = d.composite.links().membership()) {
        const SkewFinding skew = findSkew(*system, clocks);
        if (!skew.refusing.isEmpty()) {
            co_return fail(
                Error{ErrorCode::Conflict,
                      u"clocks are more than %1 s apart, and so the time is in doubt: %2"_s.arg(
                          QString::number(RefusedSkew.count() / 1000), skew.refusing.join(u", "_s)),
                      {},
                      u"params.at"_s,
                      u"let the members follow one time source (systemd-timesyncd, chrony)"_s});
        }
        schedule.warnings = skew.warnings;
    }
    schedule.setAt = now();
    m_busy.insert(schedule.id); // it is not fired before it is set
    const Result<QList<int>> kept = co_await m_book.putOnMembers(schedule, SpreadTime);
    if (!self)
        co_return fail(ErrorCode::Cancelled, u"the agent ends"_s);
    if (!kept) {
        const Result<void> gone = co_await m_book.remove(schedule.id);
        if (self)
            m_busy.remove(schedule.id);
        Error error = kept.error();
        error.text =
            (gone ? u"it is not set: "_s : u"it is not set for sure, and could not be taken back: "_s)
            + error.text;
        co_return fail(error);
    }
    m_busy.remove(schedule.id);
    look();
    const Result<Schedule> answer = schedule;
    co_return answer;
}

QCoro::Task<Result<Schedule>> Schedules::cancel(CallContext caller, QString id)
{
    const QPointer<Schedules> self(this);
    if (const auto allowed = d.control.checkOrder(caller, {}); !allowed)
        co_return fail(allowed.error());
    const auto known = m_book.find(id);
    if (!known)
        co_return fail(ErrorCode::NotFound, u"there is no schedule %1"_s.arg(id), u"params.id"_s);
    const bool isCancelled = known->state == ScheduleState::Cancelled;
    if (m_busy.contains(id) || (known->state != ScheduleState::Waiting && !isCancelled)) {
        co_return fail(Error{
            ErrorCode::Conflict,
            m_busy.contains(id) ? u"%1 is being worked on right now"_s.arg(id)
                                : u"%1 does not wait any more: it is %2"_s.arg(id, stateWord(known->state)),
            {},
            u"params.id"_s,
            u"see \"muster schedule list\"; what members were asked can be asked for anew"_s});
    }
    m_busy.insert(id);
    const Schedule cancelled =
        isCancelled ? *known : ended(*known, ScheduleState::Cancelled, u"by "_s + caller.peerName);
    const Result<QList<int>> kept = co_await m_book.putOnMembers(cancelled, SpreadTime);
    if (!self)
        co_return fail(ErrorCode::Cancelled, u"the agent ends"_s);
    m_busy.remove(id);
    look();
    if (!kept) {
        Error error = kept.error();
        error.text = u"it is not cancelled for sure: "_s + error.text;
        co_return fail(error);
    }
    const Result<Schedule> answer = cancelled;
    co_return answer;
}

ScheduleList Schedules::list() const
{
    ScheduleList list;
    const Membership *system = d.composite.links().membership();
    list.system = system ? system->name : QString();
    list.acting = system ? d.composite.coordinator().acting : ownId();
    list.clock = now();
    list.schedules = m_book.all();
    std::ranges::sort(list.schedules, {}, [](const Schedule &one) { return std::pair(one.at, one.id); });
    // Two parts of a system that came together may have more.
    if (list.schedules.size() > ScheduleList::MaxListed)
        list.schedules = list.schedules.last(ScheduleList::MaxListed);
    return list;
}

void Schedules::tell(const QString &id)
{
    const auto known = m_book.find(id);
    if (!known) {
        m_told.remove(id);
        return;
    }
    if (!mayDecide() || m_told.value(id) == *known)
        return;
    m_told.insert(id, *known);
    const QString what = u"%1, as %2 wanted: %3"_s.arg(
        scheduleText(*known), known->setByName.isEmpty() ? known->setBy : known->setByName,
        stateWord(known->state));
    const bool isWell = !isAmiss(known->state) && (isOver(known->state) || known->warnings.isEmpty());
    d.events.append({Topic::State, events::ScheduleChanged, isWell ? Health::OK : Health::Warning, id,
                     known->why.isEmpty() ? what : u"%1: %2"_s.arg(what, known->why)},
                    *known);
}

} // namespace muster::agent
