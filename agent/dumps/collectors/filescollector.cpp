// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectors/filescollector.h"

#include "agent/dumps/membermaker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool hasWildcard(QStringView text)
{
    return text.contains(u'*') || text.contains(u'?');
}

/// "/etc/hosts" is files/etc/hosts; a hidden part gets "_" in front, for nothing hidden is in a dump.
QString memberOf(const QString &path)
{
    QString name = u"files"_s;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts))
        name += (part.startsWith(u'.') ? u"/_"_s : u"/"_s) + part;
    return name;
}

/// A file whose beginning has no zero byte and is UTF-8 as far as it goes is a text.
DumpContent contentOf(const QString &path)
{
    constexpr qint64 Looked = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return DumpContent::Text;
    const QByteArray begin = file.read(Looked);
    static constexpr auto Archives = {".gz"_L1, ".xz"_L1, ".zst"_L1, ".bz2"_L1, ".zip"_L1, ".tar"_L1};
    const auto hasEnd = [&path](QLatin1StringView end) { return path.endsWith(end); };
    if (std::ranges::any_of(Archives, hasEnd))
        return DumpContent::Archive;
    return begin.contains('\0') ? DumpContent::Binary : DumpContent::Text;
}

void takeAll(const QString &pattern, MemberMaker &maker)
{
    const QFileInfo place(pattern);
    QStringList paths{pattern};
    if (hasWildcard(place.fileName())) {
        const QFileInfoList found =
            QDir(place.path())
                .entryInfoList({place.fileName()}, QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDir::Time);
        paths.clear();
        for (const QFileInfo &file : found.first(std::min(found.size(), FilesCollector::MaxMatches)))
            paths.append(file.filePath());
    }
    for (const QString &path : std::as_const(paths)) {
        if (maker.isStopped())
            return;
        if (QFileInfo::exists(path))
            maker.file(memberOf(path), contentOf(path), path);
        else
            maker.missing(memberOf(path), u"there is no %1"_s.arg(path));
    }
}

} // namespace

QString faultOfPattern(const QString &pattern)
{
    if (!pattern.startsWith(u'/'))
        return u"\"%1\" must be a path from the root"_s.arg(pattern);
    if (QDir::cleanPath(pattern) != pattern)
        return u"\"%1\" must be without \"..\", \"//\" and a \"/\" at its end"_s.arg(pattern);
    if (hasWildcard(QFileInfo(pattern).path()))
        return u"\"%1\" has * or ? before its last part"_s.arg(pattern);
    return {};
}

FilesCollector::FilesCollector(QStringList patterns)
    : m_patterns(std::move(patterns))
{
}

QString FilesCollector::word() const
{
    return u"files"_s;
}

QList<CollectStep> FilesCollector::plan(const CollectRequest &) const
{
    QList<CollectStep> steps;
    for (const QString &pattern : m_patterns) {
        steps.append({memberOf(pattern), hasWildcard(pattern),
                      [pattern](MemberMaker &maker) { takeAll(pattern, maker); }});
    }
    return steps;
}

} // namespace muster::agent
