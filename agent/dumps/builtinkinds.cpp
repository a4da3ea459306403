// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/builtinkinds.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MiB = 1024LL * 1024;

/// What a node can say of itself without anybody's memory in it.
QStringList usualCollectors()
{
    return {u"facts"_s,   u"units"_s,     u"kernel"_s,  u"journal"_s, u"cores"_s,
            u"network"_s, u"processes"_s, u"storage"_s, u"packages"_s};
}

DumpKind kind(const QString &type, const QString &title, DumpScope scope, DumpCreator creator)
{
    DumpKind made;
    made.type = type;
    made.title = title;
    made.scope = scope;
    made.creator = creator;
    return made;
}

DumpKind systemKind()
{
    DumpKind made = kind(u"system"_s, u"System dump"_s, DumpScope::System, DumpCreator::Host);
    made.isDisruptive = true;
    made.maxBytes = 64LL * 1024 * MiB;
    made.deadlineSeconds = 7200;
    return made;
}

DumpKind checkstopKind()
{
    DumpKind made = kind(u"checkstop"_s, u"Checkstop dump"_s, DumpScope::System, DumpCreator::Agent);
    made.collectors = usualCollectors();
    made.maxBytes = 2048 * MiB;
    made.deadlineSeconds = 1800;
    return made;
}

DumpKind bmcKind()
{
    DumpKind made = kind(u"bmc"_s, u"BMC dump"_s, DumpScope::Node, DumpCreator::Agent);
    made.collectors = usualCollectors();
    return made;
}

DumpKind techSupportKind()
{
    DumpKind made = kind(u"techsupport"_s, u"SONiC tech-support"_s, DumpScope::Node, DumpCreator::Management);
    made.collectors = {u"techsupport"_s};
    made.maxBytes = 8192 * MiB;
    made.deadlineSeconds = 3600;
    return made;
}

} // namespace

QList<DumpKind> builtInKinds()
{
    return {systemKind(),
            kind(u"resource"_s, u"Resource dump"_s, DumpScope::System, DumpCreator::Host),
            checkstopKind(),
            kind(u"hostboot"_s, u"Hostboot dump"_s, DumpScope::Node, DumpCreator::Management),
            kind(u"sbe"_s, u"SBE dump"_s, DumpScope::Node, DumpCreator::Management),
            bmcKind(),
            techSupportKind()};
}

} // namespace muster::agent
