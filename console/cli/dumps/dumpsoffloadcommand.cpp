// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsoffloadcommand.h"

#include "console/cli/dumps/dumpoutcomes.h"
#include "console/cli/dumps/reachdumps.h"
#include "console/offload/offloadqueue.h"

#include "shared/wire/completion.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds TellInterval{500};
constexpr double MiB = 1024.0 * 1024.0;

/// What the queue has to do, as one line: "3 of 12, 240.1 MiB of 1.2 GiB, 31.0 MiB/s".
QString progressText(const OffloadQueue &queue, qsizetype done, qint64 bytesBefore, qint64 milliseconds)
{
    qint64 received = 0;
    qint64 size = 0;
    for (const auto &[id, kept] : queue.items()) {
        const auto item = queue.item(id);
        received += item ? item->received : 0;
        size += item ? item->size : 0;
    }
    const qint64 rate = milliseconds > 0 ? (received - bytesBefore) * 1000 / milliseconds : 0;
    return u"%1 of %2, %3 of %4, %5/s"_s.arg(done)
        .arg(queue.items().size())
        .arg(sizeText(received), sizeText(size), sizeText(std::max<qint64>(0, rate)));
}

/// Watches a queue until nothing in it can be done any more.
class Watch
{
public:
    Watch(OffloadQueue &queue, Output &out, std::chrono::milliseconds patience)
        : m_queue(queue)
        , m_out(out)
        , m_patience(patience)
    {
        QObject::connect(&queue, &OffloadQueue::changed, &m_context, [this] { look(); });
        QObject::connect(&m_tick, &QTimer::timeout, &m_context, [this] { tell(); });
        m_moved.start();
        m_lap.start();
        m_tick.start(TellInterval);
    }

    [[nodiscard]] Completion<bool> over() const { return m_over; }

private:
    void look()
    {
        const bool isOver = std::ranges::none_of(m_queue.items(), [](const auto &one) {
            const OffloadState state = one.second.state;
            return state == OffloadState::Queued || state == OffloadState::Running
                   || state == OffloadState::Waiting;
        });
        if (isOver)
            m_over.complete(true);
    }

    /// Nodes that are away are waited for only so long, counted from the last byte that came.
    void tell()
    {
        qint64 received = 0;
        qsizetype done = 0;
        for (const auto &[id, kept] : m_queue.items()) {
            const auto item = m_queue.item(id);
            received += item ? item->received : 0;
            done += item && item->state == OffloadState::Done ? 1 : 0;
        }
        m_out.progress(progressText(m_queue, done, m_received, m_lap.restart()));
        if (std::exchange(m_received, received) != received || done != std::exchange(m_done, done))
            m_moved.restart();
        if (m_moved.hasExpired(m_patience.count()))
            m_over.complete(false);
    }

    OffloadQueue &m_queue;
    Output &m_out;
    std::chrono::milliseconds m_patience;
    QObject m_context;
    QTimer m_tick;
    QElapsedTimer m_moved;
    QElapsedTimer m_lap;
    qint64 m_received = 0;
    qsizetype m_done = 0;
    Completion<bool> m_over;
};

} // namespace

void DumpsOffloadCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "offload",
                             "fetches dumps into a folder, verified; what was broken off before goes on");
    verb.add_option("ID", m_ids, "ids of dumps, or NODE/ID");
    verb.add_option("-o,--output", m_folder, "the folder; it must be there")->capture_default_str();
    verb.add_flag("--all", m_isAll,
                  "all that are whole and that nobody has fetched yet; of a system's, not the pieces");
    verb.add_option("--target", m_target, "with --all: a node, SYSTEM or SYSTEM/k");
    verb.add_option("--type", m_type, "with --all: only of this kind");
    verb.add_option("--limit", m_limit, "MiB a second at most, of all together; 0: no limit")
        ->check(CLI::Range(0.0, 1e6))
        ->capture_default_str();
    verb.add_option("--patience", m_patience, "seconds without a byte, then what is left is given up")
        ->check(CLI::Range(1.0, 1e7))
        ->capture_default_str();
}

QCoro::Task<ExitCode> DumpsOffloadCommand::run(Batch &batch)
{
    if (m_isAll == !m_ids.empty())
        co_return batch.badInput({ErrorCode::Invalid, u"name the dumps, or say --all"_s, {}, u"ID"_s, {}});
    const QFileInfo folder(text(m_folder));
    if (!folder.isDir() || !folder.isWritable())
        co_return batch.badInput({ErrorCode::Invalid,
                                  folder.isDir() ? u"nothing can be written into %1"_s.arg(folder.filePath())
                                                 : u"there is no folder %1"_s.arg(folder.filePath()),
                                  {},
                                  u"--output"_s,
                                  u"make it, or name another one"_s});
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    const auto reached = co_await reachDumps(batch, target->nodeIds);
    if (!reached.book)
        co_return reached.code;
    const auto dumps = wanted(batch, reached);
    if (!dumps)
        co_return batch.failed(dumps.error());
    if (dumps->isEmpty()) {
        batch.out.note(u"No such dump is there."_s);
        co_return reached.code;
    }
    const auto fetched = co_await fetch(batch, *dumps, folder.absoluteFilePath());
    co_return m_isAll ? worse(fetched, reached.code) : fetched;
}

Result<QList<DumpId>> DumpsOffloadCommand::wanted(const Batch &batch, const ReachedDumps &reached) const
{
    if (!m_isAll) {
        QStringList words;
        std::ranges::transform(m_ids, std::back_inserter(words), text);
        return resolveDumps(batch, reached, words);
    }
    QList<DumpId> ids;
    for (const auto &[nodeId, dumps] : reached.book->nodes().asKeyValueRange()) {
        for (const DumpEntry &dump : dumps.entries) {
            const bool isWhole = dump.state == DumpState::Complete || dump.state == DumpState::Partial;
            if (isWhole && dump.offloaded.isEmpty() && dump.pieceOf.isEmpty()
                && (m_type.empty() || dump.type == text(m_type)))
                ids.append({nodeId, dump.id});
        }
    }
    return ids;
}

QCoro::Task<ExitCode> DumpsOffloadCommand::fetch(Batch &batch, QList<DumpId> dumps, QString folder)
{
    OffloadQueue &queue = *batch.console.offloads();
    queue.setLimit(qint64(m_limit * MiB));
    DumpOutcomeList outcomes(batch);
    QHash<int, DumpId> ids;
    const Watch watch(queue, batch.out, std::chrono::milliseconds(qint64(m_patience * 1000)));
    for (const DumpId &dump : std::as_const(dumps))
        ids.insert(queue.add({dump.nodeId, batch.nameOf(dump.nodeId), dump.dumpId, folder}), dump);
    const Completion<bool> over = watch.over();
    const std::stop_callback stopped(batch.stop, [over] { over.complete(false); });
    co_await over;
    bool isLeft = false;
    for (const auto &[id, kept] : queue.items()) {
        const DumpId dump = ids.value(id);
        const OffloadItem item = queue.item(id).value_or(kept);
        if (item.state == OffloadState::Done) {
            outcomes.done(dump.nodeId, dump.dumpId, u"offloaded"_s);
            if (item.moved > 0 && item.moved * 2 < item.size) {
                batch.out.note(
                    u"%1: %2 of its %3 were fetched, the rest is the same in earlier dumps there"_s.arg(
                        dump.dumpId, sizeText(item.moved), sizeText(item.size)));
            }
        } else if (item.state == OffloadState::Failed) {
            outcomes.failed(dump.nodeId, dump.dumpId, Error{ErrorCode::Conflict, item.why, {}, {}, {}});
        } else {
            isLeft = true;
            const QString why = item.why.isEmpty() ? u"it was broken off"_s : item.why;
            outcomes.notWell(dump.nodeId, dump.dumpId, u"not finished"_s,
                             u"%1; %2 of %3 are kept, and the same command goes on"_s.arg(
                                 why, sizeText(item.received), sizeText(item.size)));
        }
    }
    for (const auto &[id, dump] : ids.asKeyValueRange())
        queue.stop(id);
    const ExitCode code = outcomes.end();
    co_return isLeft ? ExitCode::BrokenOff : code;
}

} // namespace muster::console
