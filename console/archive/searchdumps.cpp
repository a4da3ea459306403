// SPDX-License-Identifier: Apache-2.0
#include "console/archive/searchdumps.h"

#include "console/archive/contentkind.h"
#include "console/archive/linescan.h"

#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <atomic>

namespace muster::console {

namespace {

constexpr qint64 MaxSearchedLine = 64 * 1024;
constexpr qsizetype ExcerptBefore = 80;
constexpr qsizetype ExcerptLength = 400;
constexpr int MaxThreads = 4;

struct Task
{
    qsizetype dump = 0;
    qsizetype entry = 0;
};

/// What several threads have in common while they search.
class Search
{
public:
    Search(const SearchOrder &order, const WorkWatch &watch,
           const std::function<void(const QList<SearchHit> &)> &found)
        : m_order(order)
        , m_watch(watch)
        , m_found(found)
    {
        for (qsizetype d = 0; d < order.dumps.size(); ++d) {
            const auto &entries = order.dumps.at(d)->entries();
            for (qsizetype e = 0; e < entries.size(); ++e) {
                if (entries.at(e).kind == EntryKind::File) {
                    m_tasks.append({d, e});
                    m_total += entries.at(e).size;
                }
            }
        }
    }

    [[nodiscard]] SearchOutcome run()
    {
        QThreadPool threads;
        threads.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, MaxThreads));
        for (int i = 0; i < threads.maxThreadCount(); ++i)
            threads.start([this] { work(); });
        threads.waitForDone();
        m_outcome.isStopped = m_watch.isStopped();
        return m_outcome;
    }

private:
    [[nodiscard]] bool isOver() const { return m_watch.isStopped() || m_isFull; }

    void work()
    {
        while (!isOver()) {
            const qsizetype next = m_next++;
            if (next >= m_tasks.size())
                return;
            const Task task = m_tasks.at(next);
            searchMember(task);
            m_done += m_order.dumps.at(task.dump)->entries().at(task.entry).size;
            m_watch.tell(m_done, m_total);
        }
    }

    void searchMember(const Task &task)
    {
        const DumpArchive &dump = *m_order.dumps.at(task.dump);
        const auto content = dump.content(task.entry, m_watch);
        if (!content)
            return tellUnread(dump, task, content.error().text);
        const bool isText = content->kind == DumpContent::Text || content->kind == DumpContent::Json
                            || content->kind == DumpContent::Journal;
        if (!isText && !m_order.isWithBinaries) {
            const QMutexLocker lock(&m_mutex);
            ++m_outcome.skipped;
            return;
        }
        QList<SearchHit> hits;
        const auto scanned =
            scanLines(*content->bytes, MaxSearchedLine, m_watch, [&](qint64 number, QByteArrayView line) {
                if (m_order.pattern.mayBeIn(line))
                    look(task, number, line, hits);
                return !m_isFull;
            });
        tell(hits);
        if (!scanned && scanned.error().code != ErrorCode::Cancelled)
            return tellUnread(dump, task, scanned.error().text);
        const QMutexLocker lock(&m_mutex);
        ++m_outcome.members;
    }

    void look(const Task &task, qint64 number, QByteArrayView line, QList<SearchHit> &hits)
    {
        const QString text = readableText(line);
        const auto match = m_order.pattern.find(text);
        if (!match)
            return;
        const qsizetype from = match->at > ExcerptBefore ? match->at - ExcerptBefore : 0;
        SearchHit hit{task.dump, task.entry, number,
                      text.sliced(from, std::min(ExcerptLength, text.size() - from)), *match};
        hit.match.at -= from;
        hit.match.length = std::min(hit.match.length, hit.text.size() - hit.match.at);
        hits.append(std::move(hit));
        if (hits.size() >= BatchSize)
            tell(hits);
    }

    void tell(QList<SearchHit> &hits)
    {
        if (hits.isEmpty())
            return;
        const QMutexLocker lock(&m_mutex);
        const qsizetype room = m_order.most - m_outcome.hits;
        if (hits.size() > room) {
            hits.resize(std::max<qsizetype>(room, 0));
            m_outcome.isCutShort = true;
            m_isFull = true;
        }
        m_outcome.hits += hits.size();
        if (!hits.isEmpty())
            m_found(hits);
        hits.clear();
    }

    void tellUnread(const DumpArchive &dump, const Task &task, const QString &why)
    {
        if (m_watch.isStopped())
            return;
        const QMutexLocker lock(&m_mutex);
        m_outcome.unread.append({dump.entries().at(task.entry).path, why});
    }

    static constexpr qsizetype BatchSize = 64;

    const SearchOrder &m_order;
    const WorkWatch &m_watch;
    const std::function<void(const QList<SearchHit> &)> &m_found;
    QList<Task> m_tasks;
    qint64 m_total = 0;
    std::atomic<qsizetype> m_next = 0;
    std::atomic<qint64> m_done = 0;
    std::atomic<bool> m_isFull = false;
    QMutex m_mutex; ///< guards m_outcome, and calls of m_found
    SearchOutcome m_outcome;
};

} // namespace

SearchOutcome searchDumps(const SearchOrder &order, const WorkWatch &watch,
                          const std::function<void(const QList<SearchHit> &)> &found)
{
    return Search(order, watch, found).run();
}

} // namespace muster::console
