// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicadocument.h"

#include "shared/api/replica.h"
#include "shared/json/jsonvalue.h"

#include <QCryptographicHash>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Text goes in with its length before it, so that no two lists of parts look the same.
class PartsHash
{
public:
    PartsHash &add(const QByteArray &part)
    {
        m_hash.addData(QByteArray::number(part.size()) + ':');
        m_hash.addData(part);
        return *this;
    }
    PartsHash &add(const QString &part) { return add(part.toUtf8()); }
    PartsHash &add(qint64 number) { return add(QByteArray::number(number)); }
    [[nodiscard]] QString result() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

QString hashOfVersion(const ReplicaKey &key, const ReplicaVersion &version)
{
    return PartsHash()
        .add("muster replica version 1"_ba)
        .add(key.kind)
        .add(key.id)
        .add(version.writer)
        .add(version.count)
        .add(qint64(version.changedAt.time_since_epoch().count()))
        .add(qint64(version.isDeleted))
        .add(version.body)
        .result();
}

QString hashOfDocument(const ReplicaDocument &document)
{
    PartsHash hash;
    hash.add("muster replica document 1"_ba).add(document.kind).add(document.id);
    for (const VersionCount &seen : document.seen)
        hash.add(seen.node).add(seen.count);
    for (const ReplicaVersion &version : document.versions)
        hash.add(version.sha256);
    return hash.result();
}

bool isBefore(const ReplicaVersion &a, const ReplicaVersion &b)
{
    return std::tie(a.writer, a.count) < std::tie(b.writer, b.count);
}

/// The order in which versions count: what was deleted least, then by time.
bool isLater(const ReplicaVersion &a, const ReplicaVersion &b)
{
    return std::tuple(!a.isDeleted, a.changedAt, a.writer, a.count)
           > std::tuple(!b.isDeleted, b.changedAt, b.writer, b.count);
}

qsizetype weightOfVersion(const ReplicaVersion &version)
{
    // Quotes and backslashes of a text take two bytes in a message.
    return 300 + version.writer.size() + 2 * version.body.size();
}

std::unexpected<Error> isWrong(const ReplicaDocument &document, const QString &what)
{
    return fail(ErrorCode::Invalid, u"the document %1 %2 %3"_s.arg(document.kind, document.id, what),
                document.id);
}

const ReplicaVersion *versionOf(const ReplicaDocument &document, const ReplicaVersion &name)
{
    for (const ReplicaVersion &version : document.versions) {
        if (version.writer == name.writer && version.count == name.count)
            return &version;
    }
    return nullptr;
}

QList<VersionCount> joined(const QList<VersionCount> &one, const QList<VersionCount> &other)
{
    QList<VersionCount> all;
    auto a = one.cbegin();
    auto b = other.cbegin();
    while (a != one.cend() || b != other.cend()) {
        if (b == other.cend() || (a != one.cend() && a->node < b->node)) {
            all.append(*a++);
        } else if (a == one.cend() || b->node < a->node) {
            all.append(*b++);
        } else {
            all.append({a->node, std::max(a->count, b->count)});
            ++a, ++b;
        }
    }
    return all;
}

/// All versions that neither has replaced, without regard to bounds.
QList<ReplicaVersion> unreplaced(const ReplicaDocument &one, const ReplicaDocument &other)
{
    QList<ReplicaVersion> all;
    for (const ReplicaVersion &version : one.versions) {
        if (versionOf(other, version) || countOf(other.seen, version.writer) < version.count)
            all.append(version);
    }
    for (const ReplicaVersion &version : other.versions) {
        if (!versionOf(one, version) && countOf(one.seen, version.writer) < version.count)
            all.append(version);
    }
    return all;
}

/// How many of them, latest first, keep the bounds.
qsizetype fitting(const QList<ReplicaVersion> &latestFirst)
{
    qsizetype bytes = 0;
    qsizetype count = 0;
    for (const ReplicaVersion &version : latestFirst) {
        bytes += weightOfVersion(version);
        if (count == MaxReplicaVersions || (count > 0 && bytes > MaxReplicaPage / 2))
            break;
        ++count;
    }
    return count;
}

} // namespace

Result<void> checkKey(const ReplicaKey &key)
{
    const bool isPlainKind = std::ranges::all_of(key.kind, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.';
    });
    if (key.kind.isEmpty() || key.kind.size() > 64 || !isPlainKind)
        return fail(ErrorCode::Invalid, u"a document's kind has 1 to 64 of a-z, 0-9, \"-\" and \".\""_s,
                    u"kind"_s);
    const bool isPlainId = std::ranges::all_of(key.id, [](QChar c) { return c >= u' ' && c <= u'~'; });
    if (key.id.isEmpty() || key.id.size() > 128 || !isPlainId)
        return fail(ErrorCode::Invalid, u"a document's id has 1 to 128 printable ASCII characters"_s,
                    u"id"_s);
    return {};
}

Result<void> checkBody(const QString &body)
{
    JsonParser parser;
    return parser.parse(body.toUtf8(), MaxReplicaBody).and_then([](const JsonValue &json) -> Result<void> {
        if (!json.isObject())
            return fail(ErrorCode::Invalid, u"a document's body must be a JSON object"_s, u"body"_s);
        return {};
    });
}

int bucketOf(const ReplicaKey &key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(key.kind.toUtf8() + '/' + key.id.toUtf8());
    return int(uchar(hash.resultView().front()));
}

qint64 countOf(const QList<VersionCount> &seen, const QString &node)
{
    const auto found = std::ranges::lower_bound(seen, node, {}, &VersionCount::node);
    return found != seen.end() && found->node == node ? found->count : 0;
}

Result<ReplicaDocument> written(const ReplicaKey &key, const ReplicaDocument *before, const QString &writer,
                                const std::optional<QString> &body, Timestamp at)
{
    const QList<VersionCount> seen = before ? before->seen : QList<VersionCount>();
    const qint64 last = countOf(seen, writer);
    if (last >= (1LL << 53))
        return fail(ErrorCode::QuotaExceeded, u"this member has no number left for a change of it"_s, key.id);
    ReplicaVersion version{writer,
                           std::max(last + 1, qint64(at.time_since_epoch().count())),
                           at,
                           !body,
                           body.value_or(QString()),
                           {}};
    version.sha256 = hashOfVersion(key, version);
    ReplicaDocument after{key.kind, key.id, joined(seen, {{writer, version.count}}), {version}, {}};
    if (after.seen.size() > MaxMembers)
        return fail(ErrorCode::QuotaExceeded, u"more than %1 nodes have changed it"_s.arg(MaxMembers),
                    key.id);
    after.sha256 = hashOfDocument(after);
    return after;
}

Result<void> verify(const ReplicaDocument &document)
{
    const ReplicaKey key = document.key();
    if (const auto checked = checkKey(key); !checked)
        return checked;
    if (document.versions.isEmpty())
        return isWrong(document, u"has no version"_s);
    if (std::ranges::adjacent_find(document.seen, std::greater_equal(), &VersionCount::node)
        != document.seen.end())
        return isWrong(document, u"does not name its writers in order"_s);
    if (std::ranges::adjacent_find(document.versions, std::not_fn(isBefore)) != document.versions.end())
        return isWrong(document, u"does not have its versions in order"_s);
    for (const ReplicaVersion &version : document.versions) {
        if (countOf(document.seen, version.writer) < version.count)
            return isWrong(document, u"has a version that it has not seen"_s);
        if (version.isDeleted ? !version.body.isEmpty() : !checkBody(version.body))
            return isWrong(document, u"has a body that is none"_s);
        if (version.sha256 != hashOfVersion(key, version))
            return isWrong(document, u"is not what its hash says"_s);
    }
    if (document.sha256 != hashOfDocument(document))
        return isWrong(document, u"is not what its hash says"_s);
    return {};
}

Result<ReplicaDocument> merged(const ReplicaDocument &one, const ReplicaDocument &other)
{
    for (const ReplicaVersion &version : one.versions) {
        const ReplicaVersion *same = versionOf(other, version);
        if (same && same->sha256 != version.sha256)
            return fail(
                ErrorCode::Conflict,
                u"there are two contents for one version of the document %1 %2"_s.arg(one.kind, one.id),
                one.id);
    }
    ReplicaDocument both{one.kind, one.id, joined(one.seen, other.seen), unreplaced(one, other), {}};
    if (both.seen.size() > MaxMembers)
        return fail(ErrorCode::QuotaExceeded, u"more than %1 nodes have changed it"_s.arg(MaxMembers),
                    one.id);
    if (both.versions.isEmpty())
        return fail(ErrorCode::Conflict,
                    u"each of two states of the document %1 %2 replaces the other"_s.arg(one.kind, one.id),
                    one.id);
    std::ranges::sort(both.versions, isLater);
    both.versions.resize(fitting(both.versions));
    std::ranges::sort(both.versions, isBefore);
    both.sha256 = hashOfDocument(both);
    return both;
}

qsizetype lostVersions(const ReplicaDocument &one, const ReplicaDocument &other)
{
    QList<ReplicaVersion> all = unreplaced(one, other);
    std::ranges::sort(all, isLater);
    return all.size() - fitting(all);
}

bool isTombstone(const ReplicaDocument &document)
{
    return std::ranges::all_of(document.versions, &ReplicaVersion::isDeleted);
}

qsizetype weightOf(const ReplicaDocument &document)
{
    qsizetype bytes = 200 + document.kind.size() + document.id.size();
    for (const VersionCount &seen : document.seen)
        bytes += 50 + seen.node.size();
    for (const ReplicaVersion &version : document.versions)
        bytes += weightOfVersion(version);
    return bytes;
}

std::optional<Replica> shownOf(const ReplicaDocument &document, const BodyMerge &merge)
{
    QList<ReplicaVersion> alive = document.versions;
    alive.removeIf([](const ReplicaVersion &version) { return version.isDeleted; });
    if (alive.isEmpty())
        return std::nullopt;
    std::ranges::sort(alive, isLater);
    Replica replica{document.kind, document.id, alive.first(), alive.sliced(1)};
    if (!merge)
        return replica;
    QByteArray body = alive.last().body.toUtf8();
    for (auto it = alive.crbegin() + 1; it != alive.crend(); ++it)
        body = merge(body, it->body.toUtf8());
    replica.shown.body = QString::fromUtf8(body);
    return replica;
}

} // namespace muster::agent
