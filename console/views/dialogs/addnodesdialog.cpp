// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/addnodesdialog.h"

#include "console/views/dialogs/addresslist.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

constexpr auto SearchTime = 8s;

QPushButton *plainButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    return button;
}

/// One way to find nodes: what it does, then its controls in a row.
QWidget *way(const Theme &theme, const QString &text, const QList<QWidget *> &controls)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->addWidget(wrappedLabel(theme, text, Colour::Dim));
    auto *row = new QHBoxLayout;
    for (QWidget *control : controls)
        row->addWidget(control);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(1);
    return page;
}

} // namespace

AddNodesDialog::AddNodesDialog(const ViewParts &parts_, QWidget *parent)
    : Sheet(parts_, tr("Add nodes"), parent)
    , m_model(parts_.fleet)
    , m_ways(new QTabWidget)
    , m_found(new TablePanel(parts_, u"addNodes"_s, m_model))
{
    resize(720, 560);
    //: tab: nodes that announce themselves
    m_ways->addTab(buildNetwork(), tr("This &network"));
    //: tab
    m_ways->addTab(buildAddress(), tr("&Address"));
    //: tab
    m_ways->addTab(buildFile(), tr("List in a &file"));
    //: tab
    m_ways->addTab(buildRange(), tr("Address &range"));
    m_ways->setDocumentMode(true);
    m_ways->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    content().addWidget(m_ways);
    content().addWidget(buildProgress());
    m_found->setBarVisible(false);
    m_found->view().setProperty("framed", true);
    m_found->view().setFrameShape(QFrame::StyledPanel);
    m_found->view().setAccessibleName(tr("Found nodes"));
    m_found->view().sortByColumn(FoundTableModel::Name, Qt::AscendingOrder);
    m_found->setEmptyText(Mark::Unknown, tr("No unpaired node was found yet"),
                          tr("A node shows up here when its agent runs and can be reached from here."));
    content().addWidget(m_found, 1);
    addCloseButton(tr("Close"));
    m_pair = addButton(tr("&Pair\u2026"), true);
    m_pair->setEnabled(false);
    connect(m_pair, &QPushButton::clicked, this, &AddNodesDialog::pairSelected);
    connect(m_found->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_pair->setEnabled(m_found->view().selectionModel()->hasSelection()); });
    connect(m_found, &TablePanel::activated, this,
            [this](const QModelIndex &row) { Q_EMIT pairingWanted({row.data(ObjectIdRole).toString()}); });
    search({});
}

AddNodesDialog::~AddNodesDialog()
{
    stop();
}

QWidget *AddNodesDialog::buildNetwork()
{
    QPushButton *again = plainButton(tr("Search a&gain"));
    connect(again, &QPushButton::clicked, this, [this] { search({}); });
    return way(parts().theme,
               tr("Agents announce themselves by DNS-SD (Avahi). What they say is not proven until they are "
                  "paired."),
               {again});
}

QWidget *AddNodesDialog::buildAddress()
{
    m_address = new QLineEdit;
    m_address->setMinimumWidth(300);
    m_address->setPlaceholderText(tr("host, host:port or [IPv6]:port"));
    m_address->setAccessibleName(tr("Address"));
    QPushButton *pair = plainButton(tr("Pair\u2026"));
    const auto take = [this] {
        const QString address = m_address->text().trimmed();
        const QString why = address.isEmpty() ? tr("an address is needed") : whyNoAddress(address);
        m_address->setProperty("wrong", !why.isEmpty());
        m_address->update();
        setFailure(why.isEmpty() ? QString() : u"%1: %2"_s.arg(address, why));
        if (why.isEmpty())
            Q_EMIT pairingWanted({address});
    };
    connect(pair, &QPushButton::clicked, this, take);
    connect(m_address, &QLineEdit::returnPressed, this, take);
    keepEnter(m_address);
    return way(parts().theme, tr("Pairs with the agent at one address. Without a port, 7117 is meant."),
               {m_address, pair});
}

QWidget *AddNodesDialog::buildFile()
{
    QPushButton *choose = plainButton(tr("&Choose a file\u2026"));
    connect(choose, &QPushButton::clicked, this, &AddNodesDialog::chooseFile);
    m_fileRemark = new Label(parts().theme);
    m_wrongLines = new QPlainTextEdit;
    m_wrongLines->setReadOnly(true);
    m_wrongLines->setProperty("framed", true);
    m_wrongLines->setMaximumHeight(96);
    m_wrongLines->setAccessibleName(tr("Lines that are no address"));
    m_wrongLines->hide();
    QWidget *page =
        way(parts().theme,
            tr("One address a line; \u201c#\u201d begins a comment. Each is asked whether a node is there."),
            {choose, m_fileRemark});
    qobject_cast<QVBoxLayout *>(page->layout())->insertWidget(2, m_wrongLines);
    return page;
}

QWidget *AddNodesDialog::buildRange()
{
    m_range = new QLineEdit;
    m_range->setMinimumWidth(220);
    //: example of an address range
    m_range->setPlaceholderText(tr("10.20.3.0/24"));
    m_range->setAccessibleName(tr("Address range"));
    QPushButton *start = plainButton(tr("&Search"));
    const auto take = [this] { search(m_range->text().trimmed()); };
    connect(start, &QPushButton::clicked, this, take);
    connect(m_range, &QLineEdit::returnPressed, this, take);
    keepEnter(m_range);
    return way(parts().theme, tr("Asks every address of a range, at a gentle rate; at most 4096 addresses."),
               {m_range, start});
}

QWidget *AddNodesDialog::buildProgress()
{
    m_what = new Label(parts().theme, Label::Kind::Base, Colour::Dim);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_stopButton = plainButton(tr("S&top"));
    connect(m_stopButton, &QPushButton::clicked, this, &AddNodesDialog::stop);
    m_progressRow = new QWidget;
    auto *layout = new QHBoxLayout(m_progressRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_what);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_stopButton);
    m_progressRow->setFixedHeight(30);
    return m_progressRow;
}

void AddNodesDialog::search(const QString &range)
{
    stop();
    m_stop = std::stop_source();
    run(parts().actions.discover(range, SearchTime, progress(), m_stop.get_token()),
        range.isEmpty() ? tr("Searching this network\u2026") : tr("Searching %1\u2026").arg(range));
}

void AddNodesDialog::probe(const QStringList &addresses)
{
    stop();
    m_stop = std::stop_source();
    run(parts().actions.probe(addresses, progress(), m_stop.get_token()),
        tr("Asking %n addresses\u2026", nullptr, int(addresses.size())));
}

void AddNodesDialog::run(QCoro::Task<Result<int>> &&task, const QString &what)
{
    setFailure({});
    m_what->setText(what);
    m_bar->setRange(0, 0);
    m_bar->show();
    m_stopButton->show();
    const std::stop_token token = m_stop.get_token();
    QCoro::connect(std::move(task), this, [this, token](const Result<int> &found) {
        // A search that another one has replaced says nothing any more.
        if (token == m_stop.get_token())
            searched(found);
    });
}

void AddNodesDialog::searched(const Result<int> &found)
{
    m_bar->hide();
    m_stopButton->hide();
    m_what->setText(found ? tr("%n nodes found", nullptr, *found) : QString());
    if (!found && found.error().code != ErrorCode::Cancelled)
        setFailure(Phrases::error(found.error()));
    else if (!found)
        m_what->setText(tr("Stopped"));
}

void AddNodesDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("List of addresses"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &AddNodesDialog::takeFile);
    dialog->open();
}

void AddNodesDialog::takeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return setFailure(tr("%1 cannot be read: %2").arg(path, file.errorString()));
    const AddressList list = AddressList::of(file.read(AddressList::MaxBytes + 1));
    m_fileRemark->setText(tr("%n addresses", nullptr, int(list.addresses.size())));
    QString wrong;
    for (const AddressList::Wrong &line : list.wrong)
        //: %1 is the number of a line in a file, %2 what stands there, %3 why it is wrong
        wrong += tr("line %1: %2 \u2014 %3").arg(line.line).arg(line.text, line.why) + u'\n';
    m_wrongLines->setPlainText(wrong.trimmed());
    m_wrongLines->setVisible(!wrong.isEmpty());
    if (!list.addresses.isEmpty())
        probe(list.addresses);
}

void AddNodesDialog::pairSelected()
{
    QStringList addresses;
    for (const QModelIndex &row : m_found->view().selectedSourceRows())
        addresses.append(row.data(ObjectIdRole).toString());
    Q_EMIT pairingWanted(addresses);
}

void AddNodesDialog::stop()
{
    m_stop.request_stop();
}

SweepProgress AddNodesDialog::progress()
{
    return [self = QPointer(this), token = m_stop.get_token()](int done, int total) {
        if (!self || token != self->m_stop.get_token())
            return;
        self->m_bar->setRange(0, total);
        self->m_bar->setValue(done);
    };
}

} // namespace muster::console
