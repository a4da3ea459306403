// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/comparisonmodel.h"

#include "console/views/text/dumpphrases.h"

#include <algorithm>

namespace muster::console {

namespace {

const QList<Column> &comparisonColumns()
{
    static const QList<Column> columns{
        //: column of a table: file of two dumps
        {"member", ComparisonModel::tr("Member"), 340},
        //: column of a table: whether a file is the same in two dumps
        {"difference", ComparisonModel::tr("Difference"), 180},
        //: column of a table: size of a file in the first of two dumps
        {"left", ComparisonModel::tr("Size in the first"), 130},
        //: column of a table: size of a file in the second of two dumps
        {"right", ComparisonModel::tr("Size in the second"), 130},
    };
    return columns;
}

Cell differenceCell(const ComparedMember &member)
{
    switch (member.difference) {
    case MemberDifference::Same:
        //: a file is the same in two dumps
        return {.text = ComparisonModel::tr("same"), .tone = Tone::Dim, .order = 4};
    case MemberDifference::Changed:
        //: a file is not the same in two dumps
        return {.text = ComparisonModel::tr("changed"), .mark = Mark::Care, .tone = Tone::Care, .order = 0};
    case MemberDifference::OnlyLeft:
        return {.text = ComparisonModel::tr("only in the first"), .mark = Mark::Care, .order = 1};
    case MemberDifference::OnlyRight:
        return {.text = ComparisonModel::tr("only in the second"), .mark = Mark::Care, .order = 2};
    case MemberDifference::Unread:
        break;
    }
    //: a file of two dumps; %1 says why
    return {.text = ComparisonModel::tr("not read: %1").arg(member.why), .mark = Mark::Critical, .order = 3};
}

Cell sizeCell(const SharedDump &dump, qsizetype entry)
{
    if (entry < 0)
        return {.text = QStringLiteral("-"), .tone = Tone::Dim, .order = -1};
    const qint64 size = dump->entries().at(entry).size;
    return {.text = DumpPhrases::size(size), .tone = Tone::Dim, .order = size};
}

} // namespace

ComparisonModel::ComparisonModel(SharedDump left, SharedDump right, QObject *parent)
    : QAbstractTableModel(parent)
    , m_left(std::move(left))
    , m_right(std::move(right))
{
}

void ComparisonModel::setMembers(const QList<ComparedMember> &members)
{
    beginResetModel();
    m_members = members;
    endResetModel();
}

int ComparisonModel::differing() const
{
    return int(std::ranges::count_if(
        m_members, [](const ComparedMember &member) { return member.difference != MemberDifference::Same; }));
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_members.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Cell ComparisonModel::cellOf(const ComparedMember &member, int column) const
{
    switch (column) {
    case Member:
        return {.text = member.path, .isFixed = true};
    case Difference:
        return differenceCell(member);
    case Left:
        return sizeCell(m_left, member.left);
    default:
        return sizeCell(m_right, member.right);
    }
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ComparedMember &member = m_members.at(index.row());
    return role == KeyRole ? QVariant(member.path) : dataOf(cellOf(member, index.column()), role);
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerOf(comparisonColumns().at(section), role) : QVariant();
}

} // namespace muster::console
