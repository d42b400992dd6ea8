"""Given names: which are short or other forms of one, and which are two people's."""

_FORMS = """
adalbert bert
adam
adele adelheid heidi
agnes agi
albert bert bertl albrecht
albertine bertl tina
alexander alex sascha sacha sandro xander alec alejandro alessandro aleksander aleksandr
alexandra alex sandra sascha sandy
alfred fred freddy fredi alf
alice alix
alma
amalia amalie mali
andreas andre andi andy anderl andrew andrei andrzej andres
andrea andi
angela angie angelika geli
anna anne ann anni annie anny annerl nan nancy nanni hannah hanna anja anuschka annette anita
anton anthony antony toni tony antonio antoine antonin anatol
antonia toni tonia antonie antoinette
arthur artur art arturo turl
august gustl gus auguste augustus augustin
auguste gustl gusti augusta
barbara barb babs babette barbel barbel wetti
bartholomew bart bartolomeo
beatrice beatrix trixi bea
benedikt ben beni benedict
benjamin ben benny beni
bernhard bernard bernd bernie hardy berni
bertha berta
brigitte gitta gitti biggi brigitta birgit bridget
carl karl charles charlie charley chuck karel karol carlo carlos karli karoly
charlotte lotte lotti lottie lolotte
caroline karoline karolina carolina lina line carrie karolin carolin
catherine katherine katharina katarina catarina kathe kathe kate katie kathy cathy kathi kati katja
catherine katrin kathrin katharine kitty trina ekaterina jekaterina kasia katarzyna
christian chris christl kristian
christina christine chris tina christl kristina kristine christiane kirsten
christopher chris kit christoph christof kristof toffer
clara klara claire
clemens klemens
constantin konstantin kostja stan
daniel dan danny dani
david dave davy
dominik dominic nik
dorothea dora dorothy thea dolly dorothee dorli theodora
edgar ed
edith ditta
eduard edward ed eddie eddy edi ned ted edouard eduardo edmund
eleonore eleanor leonore lore nora ellen nelly ella elena lenore
elisabeth elizabeth elisa elise lisa liesl lisl lili lilly lilli lily liz lizzie lizzy beth betty
elisabeth bettina bess else elsa elsbeth ilse sissi sisi elly elli lisbeth elspeth elzbieta eliza
emil emile milo
emilie emily milli emmy mila
emma emmy
erich erik eric
ernst ernest ernestl erno ernesto
ernestine tini erna
eugen eugene gene jeno
eugenie jenny
eva eve evi evelyn
felix lixl
ferdinand ferdi fernando nando ferdl
florian flori flo
franz frank francis ferenc franzl francois francesco francisco franci franziskus franta frantisek
franziska fanny franzi franny frances fanni francisca francoise
friedrich fritz fred freddy frederick frederic fredrick fredric friedl frederik federico bedrich
friederike frieda frida friedl fritzi rike riki frederike
gabriel gabor gabe gabriele
gabriele gabi gaby gabriella
georg george georges jorg jorg jurgen jurgen schorsch jerzy giorgio jiri jorge gyorgy
gerhard gerd gert gerhart gerard
gertrud gertrude trude trudi gerti gerta traute
gottfried friedl godfrey
gregor gregory greg grigori
gustav gustave gustl gus gustaf
hedwig hedy hedi hede heda
heinrich heinz harry henry heini henri hank henrik enrico hinrich hendrik heiner
helene helena helen ellen leni lena elena ilona hella hela lenchen nelly
henriette harriet jetty henny yetty
hermann herman armand
hermine mina minna
hieronymus jerome
hildegard hilde hilda
hugo hugh
ida
ignaz ignatius ignaz nazl
irene irena reni irenka
isabella isabel isabelle bella isa
jakob jacob jacques james jim jimmy jake jack koby giacomo
johann johannes hans john jan jean jack johnny hansi hansl ivan juan joao hannes giovanni hanns jens
johanna hanna hannah joan jana hanni jeanne joanna hansi giovanna
jonathan jon nathan
josef joseph joe sepp jose jo joey pepi beppo jozef giuseppe seppl peppi jupp
josefine josephine josefa pepi fini jo peppi josie
judith judy jutta
julia julie juliane julika
julius gyula jules
karoline lina
konrad conrad kurt con
kurt curt conrad
ladislaus laszlo ladislav lazlo
laurenz lorenz lawrence larry laurence lars
leonhard leo leonard len lenny
leopold leo poldi poldl
leonie leo
ludwig louis lewis lutz luis lajos wiggerl lou luigi
louise luise lulu lou louisa
magdalena lena magda leni madeleine
manfred fred manni
margarete margaret margarethe grete gretl gretel greta peggy meg maggie margot rita marga grethe
margarete marguerite margit margareta gretchen marjorie daisy gretchen madge
maria marie mary mizzi mitzi mimi mia marietta mariechen molly polly miriam mariana marja marya
martha marta
martin marty
mathilde matilda tilda tilly tilda hilda
matthias matthew matt mathias hias mateusz mattias matthaus
maximilian max maxl maxim massimo
melanie mel
michael michel mike mick mickey mischa misha mikhail miguel michele michal mihaly michl
moritz maurice moriz moric morris mauricio
nikolaus nicolas nicholas nick niklas klaus claus nico niki nicola miklos nikolai colin
oskar oscar ossi
ottilie otti tilly odilie
otto ottokar
patrick paddy pat
patricia pat patty tricia
paul pablo pavel paolo pauli pal
paula pauline paulina
peter pete pierre pedro piet petr pietro pjotr piotr
philipp philip phil felipe lippi
raimund raymond ray ramon
rebecca becky
regina gina regine
reinhard reiner rainer
reinhold
richard rick dick rich ricky richie riccardo ricardo rik
robert bob rob bobby robbie bert robin roberto
roland rollo
rosa rose rosalie rosina rosl rosi rosalia
rudolf rudolph rudi rudy rolf dolf raoul rodolfo
ruth ruthie
sabine bine sabina
salomon solomon sol sally
samuel sam sammy samu
sebastian bastian basti seb wastl
sidonie sidi
siegfried sigi friedl
siegmund sigmund sigi zygmunt sigismund
simon simeon
sophie sofie sophia sofia zofia
stefan stephan steven stephen steve steffen steffl stefano etienne istvan stephane
stefanie stephanie steffi stefania fanny
susanne susan sue susie susi suzanne susanna zuzana suzanna sanna
theodor ted teddy theo theodore fedor dori fjodor
theresa therese tess terry resi thea teresa reserl
thomas tom tommy tomas thom tomasz
timothy tim
ulrich uli ueli
ursula uschi ulla ursi
valentin valentine val
valerie vally wally
veronika vroni vera veronica
victoria viktoria vicky vicki
viktor victor vic
vincent vinzenz vince vincenz vinzent
walter walther walt wally gualtiero
walburga burgi wally
wenzel vaclav wenzeslaus
werner
wilhelm william will bill willi willy billy guillaume vilem vilmos wim guglielmo wilm liam
wilhelmine minna mina helma wilma mimi
wladimir vladimir wolodja vova waldemar
wolfgang wolf wolfi
zacharias zach zachary
"""
_MASCULINE_TEXT = """\
    adrian albert alexander alfred andre anton august bernhard bert carl christian clemens daniel
    dominik emanuel emil ernest eugen fabian felix ferdinand florian francis franz frederic fritz
    gabriel georg gerhard gustav henri herman hermann jan jean johann josef joseph jules julian karl
    konstantin leon leopold louis ludwig manuel marcel marian mario martin maximilian michael
    michel nikola oliver pascal patrik paul peter philipp raffael rafael raphael reinhard rene
    robert roman sigmund simon stefan stephan theodor thomas tobias valentin victor viktor
    vincent wilhelm willi"""
_MASCULINE = frozenset(_MASCULINE_TEXT.split())
_FEMININE = ("a", "e", "ia", "ie", "ine", "ina", "ette", "etta", "elle", "ella", "iska", "in", "y")


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for line in _FORMS.splitlines():
        first, *rest = line.split() or [""]
        number = _NUMBERS.setdefault(first, len(_NUMBERS))
        for form in (first, *rest):
            found.setdefault(form, set()).add(number)
    found.pop("", None)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def _initials() -> dict[str, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for form, numbers in _GROUPS.items():
        for number in numbers:
            found.setdefault(number, set()).add(form[0])
    return {
        form: frozenset().union(*(found[number] for number in numbers))
        for form, numbers in _GROUPS.items()
    }


_NUMBERS: dict[str, int] = {}
_GROUPS = _groups()
_INITIALS = _initials()
_NONE: frozenset[int] = frozenset()
_DIMINUTIVES = {"i": 3, "y": 3, "l": 4, "erl": 4, "chen": 3}  # with the least letters before


def roots(word: str) -> frozenset[int]:
    """Return numbers of the names of which a word is a form; none for one that isn't known."""
    return _GROUPS.get(word, _NONE)


def is_form(one: str, other: str) -> bool:
    """Return whether both are forms of one name: "fritz" and "friedrich"."""
    return not roots(one).isdisjoint(roots(other))


def are_two(one: str, other: str) -> bool:
    """Return whether two given names that are nearly alike are a man's and a woman's.

    "Paul" and "Paula" in one family are no misspelling of each other.
    """
    short, long = sorted((one, other), key=len)
    return short in _MASCULINE and long.removeprefix(short) in _FEMININE


def are_known(one: str, other: str) -> bool:
    """Return whether both words are given names that are known, and not forms of one."""
    return bool(roots(one) and roots(other)) and not is_form(one, other)


def may_begin(word: str, initial: str) -> bool:
    """Return whether a given name is a form of one with this initial: "poldi", "l"."""
    return initial in _INITIALS.get(word, ())


def is_diminutive(one: str, other: str) -> bool:
    """Return whether one word is the beginning of another with a small one's ending.

    "Otti" is for "Otto", "Ernstl" for "Ernst"; but "Julie" isn't for "Julius".
    """
    return any(
        one.endswith(ending)
        and len(one) - len(ending) >= least
        and other.startswith(one.removesuffix(ending))
        for ending, least in _DIMINUTIVES.items()
    )
