// SPDX-License-Identifier: Apache-2.0
#include "agent/config/dumpsconfig.h"

#include "agent/config/checkeddocument.h"

#include <QDir>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

DumpQuota DumpsConfig::quotaOf(const QString &type) const
{
    for (const QString &wanted : {type, QString()}) {
        const auto found = std::ranges::find(quotas, wanted, &DumpQuota::type);
        if (found != quotas.cend())
            return *found;
    }
    return {};
}

void checkDumpsConfig(const DumpsConfig &config, CheckedDocument &document)
{
    if (!QDir::isAbsolutePath(config.kindsFolder)) {
        document.add(u"dumps.kindsFolder"_s, u"\"%1\" must be a path from the root"_s.arg(config.kindsFolder),
                     u"begin it with /"_s);
    }
    QSet<QString> types;
    for (qsizetype i = 0; i < config.quotas.size(); ++i) {
        const QString &type = config.quotas[i].type;
        if (types.contains(type)) {
            const QString which =
                type.isEmpty() ? u"two quotas are for every type"_s : u"\"%1\" is there twice"_s.arg(type);
            document.add(u"dumps.quotas[%1]"_s.arg(i), which, u"give each type one quota"_s);
        }
        types.insert(type);
    }
    if (!config.automatic.type.isEmpty()) {
        document.add(u"dumps.automatic.type"_s, u"it is for dumps of every type"_s, u"leave the type out"_s);
    }
}

} // namespace muster::agent
