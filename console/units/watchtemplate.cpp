// SPDX-License-Identifier: Apache-2.0
#include "console/units/watchtemplate.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace muster::console {

QByteArray WatchTemplate::text() const
{
    QFile file(u":/muster/units/%1.json"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<WatchTemplate> WatchTemplates::all()
{
    return {
        //: a kind of machine; the name of its software
        {u"openbmc"_s, tr("OpenBMC"),
         tr("OpenBMC\u2019s own services and targets, for one host. With several hosts, add their instances, "
            "as "
            "obmc-host-start@1.target.")},
        //: a kind of machine; the name of its software
        {u"sonic"_s, tr("SONiC"),
         tr("What a SONiC switch forwards and is managed with, and loops of three restarts in 20 minutes. "
            "With "
            "several ASICs, add their instances, as swss@0.service.")},
        //: a machine with Linux and systemd
        {u"server"_s, tr("Plain server"),
         tr("What a Linux server is reached and kept in order with; reaching emergency.target is an error. "
            "Adapt time, cron and network to what the machine has.")},
    };
}

} // namespace muster::console
