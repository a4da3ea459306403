// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/extractsheet.h"

#include "console/archive/inbackground.h"
#include "console/views/evidence/lineview.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxTold = 200; ///< entries that were left out

} // namespace

ExtractSheet::ExtractSheet(const ViewParts &parts, const SharedDump &dump, const QList<qsizetype> &entries,
                           QWidget *parent)
    //: title of a dialog; %1 is a file
    : Sheet(parts, tr("Extract from %1").arg(QFileInfo(dump->path()).fileName()), parent)
    , m_dump(dump)
    , m_entries(entries)
    , m_folder(new QLineEdit)
    , m_choose(new QPushButton(tr("C&hoose\u2026")))
    , m_mayOverwrite(new QCheckBox(tr("&Replace files that are there already")))
    , m_progress(new QProgressBar)
    , m_outcome(wrappedLabel(parts.theme, {}))
    , m_leftOut(new LineView(parts.theme))
{
    resize(640, 320);
    buildContent();
    m_close = addCloseButton(tr("Cancel"));
    //: button: files of a dump are written to a folder
    m_do = addButton(tr("Extract"), true);
    connect(m_do, &QPushButton::clicked, this, &ExtractSheet::run);
    connect(m_choose, &QPushButton::clicked, this, &ExtractSheet::choose);
    connect(m_folder, &QLineEdit::textChanged, this, &ExtractSheet::showState);
    connect(&m_work, &BrowserWork::progressed, m_progress, &QProgressBar::setValue);
    const QString name = QFileInfo(dump->path()).fileName().section(u'.', 0, 0);
    setFolder(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation) + u'/' + name);
}

void ExtractSheet::buildContent()
{
    content().addWidget(wrappedLabel(
        parts().theme, m_entries.isEmpty()
                           ? tr("All members are written to a folder.")
                           : tr("%Ln selected members, with what is below folders, are written to a folder.",
                                nullptr, int(m_entries.size()))));
    content().addWidget(wrappedLabel(
        parts().theme, tr("Links, devices and whatever leads out of the folder are left out, and named."),
        Colour::Dim));
    m_folder->setAccessibleName(tr("Folder"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_folder, 1);
    line->addWidget(m_choose);
    content().addLayout(line);
    content().addWidget(m_mayOverwrite);
    m_progress->setRange(0, 100);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_outcome->hide();
    m_leftOut->hide();
    m_leftOut->setAccessibleName(tr("What was left out"));
    content().addWidget(m_progress);
    content().addWidget(m_outcome);
    content().addWidget(m_leftOut);
    content().addStretch(1);
}

void ExtractSheet::setFolder(const QString &folder)
{
    m_folder->setText(folder);
    showState();
}

void ExtractSheet::choose()
{
    auto *dialog = new QFileDialog(this, tr("Folder to extract to"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void ExtractSheet::run()
{
    setFailure({});
    m_isDone = false;
    m_outcome->hide();
    m_leftOut->hide();
    const ExtractOrder order{m_entries, m_folder->text(), m_mayOverwrite->isChecked()};
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([dump = m_dump, order, watch] { return extract(*dump, order, {}, watch); }),
                   this, [this, turn = m_work.turn()](const Result<ExtractReport> &report) {
                       if (turn == m_work.turn())
                           take(report);
                   });
    showState();
}

void ExtractSheet::take(const Result<ExtractReport> &report)
{
    m_work.end();
    if (!report) {
        setFailure(Phrases::error(report.error()));
        return showState();
    }
    m_isDone = true;
    //: files of a dump were written to a folder; %1 is how much
    QString said =
        tr("%Ln files written, %1.", nullptr, int(report->files)).arg(DumpPhrases::size(report->bytes));
    if (!report->leftOut.isEmpty())
        said += u' ' + tr("%Ln left out:", nullptr, int(report->leftOut.size()));
    m_outcome->setText(said);
    m_outcome->show();
    QList<LineView::Line> lines;
    for (const LeftOut &one : report->leftOut.first(std::min(report->leftOut.size(), MaxTold)))
        lines.append({.mark = Mark::Care, .text = u"%1: %2"_s.arg(one.path, one.why)});
    m_leftOut->setLines(lines);
    m_leftOut->setVisible(!lines.isEmpty());
    showState();
}

void ExtractSheet::showState()
{
    const bool isRunning = m_work.isRunning();
    m_progress->setVisible(isRunning);
    m_do->setEnabled(!isRunning && !m_folder->text().isEmpty());
    m_folder->setEnabled(!isRunning);
    m_choose->setEnabled(!isRunning);
    m_mayOverwrite->setEnabled(!isRunning);
    m_close->setText(m_isDone ? tr("Close") : isRunning ? tr("Stop") : tr("Cancel"));
}

QString ExtractSheet::outcomeText() const
{
    return m_outcome->text();
}

} // namespace muster::console
