// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/journalmodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int ErrorPriority = 3; ///< of syslog: error, critical, alert, emergency
constexpr int WarningPriority = 4;
constexpr int DebugPriority = 7;

const QList<Column> &journalColumns()
{
    static const QList<Column> columns{
        //: column of a table: when an entry of the journal was written, by the node's clock
        {"time", JournalModel::tr("Time"), 216, true, 206},
        //: column of a table: priority of an entry of the journal
        {"priority", JournalModel::tr("Priority"), 96, true, 84},
        //: column of a table: systemd unit
        {"unit", JournalModel::tr("Unit"), 200, true, 120},
        //: column of a table: who wrote an entry of the journal
        {"process", JournalModel::tr("Process"), 130, false},
        //: column of a table: text of an entry of the journal
        {"message", JournalModel::tr("Message"), 480},
    };
    return columns;
}

/// The words of syslog; they are not translated anywhere else, either.
QString priorityText(int priority)
{
    static const QStringList words{u"emerg"_s,   u"alert"_s,  u"crit"_s, u"err"_s,
                                   u"warning"_s, u"notice"_s, u"info"_s, u"debug"_s};
    return words.value(priority);
}

std::optional<Mark> markOfPriority(int priority)
{
    if (priority <= ErrorPriority)
        return Mark::Critical;
    return priority == WarningPriority ? std::optional(Mark::Care) : std::nullopt;
}

} // namespace

JournalModel::JournalModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void JournalModel::setRows(const QList<JournalRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int JournalModel::rowOfLine(qint64 line) const
{
    const auto found = std::ranges::find(m_rows, line, &JournalRow::line);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Cell JournalModel::cellOf(const JournalRow &row, int column) const
{
    const Tone tone = row.priority <= ErrorPriority     ? Tone::Critical
                      : row.priority == WarningPriority ? Tone::Care
                      : row.priority == DebugPriority   ? Tone::Dim
                                                        : Tone::Plain;
    switch (column) {
    case Time:
        return {.text = toDateTime(row.at).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s) + u'Z',
                .tone = Tone::Dim,
                .isFixed = true};
    case Priority:
        return {.text = priorityText(row.priority), .mark = markOfPriority(row.priority), .tone = tone};
    case Unit:
        return {.text = row.unit, .isFixed = true};
    case Process:
        return {.text = row.process, .tone = Tone::Dim, .isFixed = true};
    default:
        return {.text = row.message, .tone = tone, .hint = row.message};
    }
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const JournalRow &row = m_rows.at(index.row());
    if (role == KeyRole)
        return QString::number(row.line);
    return dataOf(cellOf(row, index.column()), role);
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerOf(journalColumns().at(section), role) : QVariant();
}

void JournalModel::sort(int column, Qt::SortOrder order)
{
    const auto isLess = [column](const JournalRow &one, const JournalRow &other) {
        switch (column) {
        case Priority:
            return one.priority < other.priority;
        case Unit:
            return one.unit < other.unit;
        case Process:
            return one.process < other.process;
        case Message:
            return one.message < other.message;
        case Time:
            return std::pair(one.at, one.line) < std::pair(other.at, other.line);
        default:
            return one.line < other.line; // as it is in the dump
        }
    };
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<qint64> lines;
    for (const QModelIndex &index : before)
        lines.append(m_rows.at(index.row()).line);
    if (order == Qt::AscendingOrder)
        std::ranges::stable_sort(m_rows, isLess);
    else
        std::ranges::stable_sort(
            m_rows, [&isLess](const auto &one, const auto &other) { return isLess(other, one); });
    QHash<qint64, int> rowOf;
    for (int row = 0; !before.isEmpty() && row < m_rows.size(); ++row)
        rowOf.insert(m_rows.at(row).line, row);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(rowOf.value(lines.at(i)), before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

bool JournalModel::hasWords(int row, const QStringList &words) const
{
    const JournalRow &entry = m_rows.at(row);
    return std::ranges::all_of(words, [&entry](const QString &word) {
        return entry.message.contains(word, Qt::CaseInsensitive)
               || entry.unit.contains(word, Qt::CaseInsensitive)
               || entry.process.contains(word, Qt::CaseInsensitive) || priorityText(entry.priority) == word;
    });
}

} // namespace muster::console
