// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/dumpoffloadsheet.h"

#include "console/dumps/awaitdump.h"
#include "console/offload/offloaddesk.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/label.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString FolderKey = u"offloadFolder"_s;

} // namespace

DumpOffloadSheet::DumpOffloadSheet(const ViewParts &parts_, const QList<DumpId> &dumps, QWidget *parent)
    : WorkSheet(parts_, tr("Offload dumps"), parent)
    , m_folder(new QLineEdit)
{
    content().addWidget(wrappedLabel(
        parts_.theme,
        tr("Each becomes a .tar.zst that any tool opens, proven block by block, with a .json beside it. What "
           "breaks off goes on later. Until then it cannot be deleted on its node."),
        Colour::Dim));
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setPlaceholderText(tr("Folder"));
    auto *choose = new QPushButton(tr("Choose\u2026"));
    choose->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    content().addLayout(row);
    QList<WorkList::Item> items;
    for (const DumpId &dump : dumps) {
        items.append(itemOf(dump));
        m_dumps.insert(items.last().key, dump);
    }
    work().setItems(items);
    buildList(tr("What becomes of each dump"));
    connect(choose, &QPushButton::clicked, this, &DumpOffloadSheet::choose);
    connect(m_folder, &QLineEdit::textChanged, this, &DumpOffloadSheet::checkFolder);
    // The first of these that is there: another desktop may have none for downloads.
    for (const QString &folder :
         {QString::fromUtf8(parts_.settings.state(FolderKey)),
          QStandardPaths::writableLocation(QStandardPaths::DownloadLocation), QDir::homePath()}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) {
            setFolder(folder);
            break;
        }
    }
}

WorkList::Item DumpOffloadSheet::itemOf(const DumpId &dump) const
{
    const FleetNode *node = parts().fleet.node(dump.nodeId);
    const DumpEntry *entry = parts().dumps.entry(dump.nodeId, dump.dumpId);
    //: %1 is a dump, %2 a node
    WorkList::Item item{dump.nodeId + u'/' + dump.dumpId,
                        tr("%1 on %2").arg(dump.dumpId, node ? node->name : dump.nodeId),
                        entry ? DumpPhrases::size(entry->size) : QString()};
    if (!node || node->role < Role::Operator)
        item.why = tr("this console may only read there; fetching needs the role Operator");
    else if (!entry || !isOver(entry->state))
        item.why = tr("it is not whole yet");
    else if (entry->state == DumpState::Failed)
        item.why = tr("there is nothing in it");
    else if (parts().offloads.find(dump.nodeId, dump.dumpId) >= 0)
        item.why = tr("it is in the queue already");
    if (!item.why.isEmpty())
        item.outcome = WorkList::Outcome::Impossible;
    return item;
}

void DumpOffloadSheet::setFolder(const QString &folder)
{
    m_folder->setText(QDir::toNativeSeparators(folder));
    checkFolder();
}

void DumpOffloadSheet::choose()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the dumps"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &DumpOffloadSheet::setFolder);
    dialog->open();
}

void DumpOffloadSheet::checkFolder()
{
    const QFileInfo folder(m_folder->text());
    qint64 wanted = 0;
    for (const WorkList::Item &item : work().items()) {
        const DumpId dump = m_dumps.value(item.key);
        const DumpEntry *entry = parts().dumps.entry(dump.nodeId, dump.dumpId);
        wanted += item.outcome == WorkList::Outcome::Open && entry ? entry->size : 0;
    }
    const qint64 free = folder.isDir() ? QStorageInfo(folder.filePath()).bytesAvailable() : 0;
    if (!folder.isDir())
        setFailure(tr("There is no such folder."));
    else if (!folder.isWritable())
        setFailure(tr("Nothing can be written there."));
    else if (wanted > free)
        //: %1 is what dumps need, %2 what is free
        setFailure(tr("They may need %1, and %2 are free there.")
                       .arg(DumpPhrases::size(wanted), DumpPhrases::size(free)));
    else
        setFailure({});
    showState();
}

bool DumpOffloadSheet::isReady() const
{
    const QFileInfo folder(m_folder->text());
    return folder.isDir() && folder.isWritable() && parts().offloads.isReady();
}

QString DumpOffloadSheet::verb(int count) const
{
    return tr("Offload %n dumps", nullptr, count);
}

void DumpOffloadSheet::run(const QStringList &keys)
{
    const QString folder = QFileInfo(m_folder->text()).absoluteFilePath();
    parts().settings.setState(FolderKey, folder.toUtf8());
    QList<Offload::Order> orders;
    for (const QString &key : keys) {
        const DumpId dump = m_dumps.value(key);
        const FleetNode *node = parts().fleet.node(dump.nodeId);
        orders.append({dump.nodeId, node ? node->name : dump.nodeId, dump.dumpId, folder});
        work().setDone(key, tr("queued"));
    }
    parts().offloads.add(orders);
    showState();
}

} // namespace muster::console
