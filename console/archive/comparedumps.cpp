// SPDX-License-Identifier: Apache-2.0
#include "console/archive/comparedumps.h"

#include "console/archive/linescan.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxComparedLines = 200'000;
constexpr qint64 MaxComparedText = 64 << 20;
constexpr qint64 MaxComparedLine = 4096;
constexpr qsizetype LinesAround = 3;

struct Pair
{
    qsizetype left = -1;
    qsizetype right = -1;
};

bool isCompared(const ArchiveEntry &entry)
{
    return entry.kind != EntryKind::Folder;
}

MemberDifference compareOne(const DumpArchive &left, const DumpArchive &right, const Pair &pair, QString &why)
{
    if (pair.left < 0 || pair.right < 0)
        return pair.left < 0 ? MemberDifference::OnlyRight : MemberDifference::OnlyLeft;
    const ArchiveEntry &one = left.entries().at(pair.left);
    const ArchiveEntry &other = right.entries().at(pair.right);
    const auto isFile = [](const ArchiveEntry &entry) {
        return entry.kind == EntryKind::File || entry.kind == EntryKind::HardLink;
    };
    if (!isFile(one) || !isFile(other)) {
        return one.kind == other.kind && one.target == other.target ? MemberDifference::Same
                                                                    : MemberDifference::Changed;
    }
    const auto ones = left.bytes(pair.left);
    const auto others = right.bytes(pair.right);
    if (!ones || !others) {
        why = ones ? others.error().text : ones.error().text;
        return MemberDifference::Unread;
    }
    const auto same = isSame(**ones, **others);
    if (!same) {
        why = same.error().text;
        return MemberDifference::Unread;
    }
    return *same ? MemberDifference::Same : MemberDifference::Changed;
}

Result<QList<QByteArray>> linesOf(const DumpArchive &dump, qsizetype entry, const WorkWatch &watch,
                                  bool &isAnyCut)
{
    bool isCutShort = false;
    const auto content = dump.content(entry, watch);
    if (!content)
        return fail(content.error());
    if (content->kind == DumpContent::Binary || content->kind == DumpContent::Core
        || content->kind == DumpContent::Archive)
        return fail({ErrorCode::Invalid, u"this is no text"_s, dump.entries().at(entry).path, {}, {}});
    QList<QByteArray> lines;
    qint64 size = 0;
    const auto scanned = scanLines(*content->bytes, MaxComparedLine, watch, [&](qint64, QByteArrayView line) {
        size += line.size();
        isCutShort = isCutShort || lines.size() >= MaxComparedLines || size > MaxComparedText;
        if (lines.size() < MaxComparedLines && size <= MaxComparedText)
            lines.append(line.toByteArray());
        return !isCutShort;
    });
    if (!scanned)
        return fail(scanned.error());
    isAnyCut = isAnyCut || isCutShort;
    return lines;
}

} // namespace

Result<QList<ComparedMember>> compareDumps(const DumpArchive &left, const DumpArchive &right,
                                           const WorkWatch &watch)
{
    QMap<QString, Pair> pairs;
    qint64 total = 0;
    for (qsizetype i = 0; i < left.entries().size(); ++i) {
        if (isCompared(left.entries().at(i)))
            pairs[left.relativePath(left.entries().at(i))].left = i;
        total += left.entries().at(i).size;
    }
    for (qsizetype i = 0; i < right.entries().size(); ++i) {
        if (isCompared(right.entries().at(i)))
            pairs[right.relativePath(right.entries().at(i))].right = i;
    }
    QList<ComparedMember> members;
    qint64 done = 0;
    for (auto [path, pair] : std::as_const(pairs).asKeyValueRange()) {
        if (watch.isStopped())
            return stopped(left.path());
        ComparedMember member{path, MemberDifference::Same, pair.left, pair.right, {}};
        member.difference = compareOne(left, right, pair, member.why);
        members.append(std::move(member));
        if (pair.left >= 0)
            done += left.entries().at(pair.left).size;
        watch.tell(done, total);
    }
    return members;
}

Result<TextDifference> compareTexts(const DumpArchive &left, qsizetype leftEntry, const DumpArchive &right,
                                    qsizetype rightEntry, const WorkWatch &watch)
{
    TextDifference difference;
    const auto ones = linesOf(left, leftEntry, watch, difference.isCutShort);
    if (!ones)
        return fail(ones.error());
    const auto others = linesOf(right, rightEntry, watch, difference.isCutShort);
    if (!others)
        return fail(others.error());
    difference.lines = nearChanges(diffLines(*ones, *others), LinesAround);
    return difference;
}

} // namespace muster::console
