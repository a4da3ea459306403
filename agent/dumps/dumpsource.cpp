// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpsource.h"

#include "agent/dumps/membermaker.h"

namespace muster::agent {

namespace {

constexpr qint64 MaxFileBytes = 256LL * 1024 * 1024;

void make(const DumpSource &source, MemberMaker &maker)
{
    if (!source.file.isEmpty())
        maker.file(source.name, source.content, source.file, MaxFileBytes);
    else if (!source.bytes.isEmpty())
        maker.bytes(source.name, source.content, source.bytes);
    else
        maker.missing(source.name, source.missing);
}

} // namespace

QList<CollectStep> stepsOf(const QList<DumpSource> &sources)
{
    QList<CollectStep> steps;
    for (const DumpSource &source : sources)
        steps.append({source.name, false, [source](MemberMaker &maker) { make(source, maker); }});
    return steps;
}

} // namespace muster::agent
